"""Claims that people's annotations say are right or wrong, field by field.

Used by confidence_points.py and benchmarks/confidence.py. What "right" means is in the docstring
of each function, and on the page. A field a claim leaves empty is never counted:
confidence is of what the machine filled in.
"""

import calendar
import gzip
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bearwitness.extract.confidence import state_kinds
from bearwitness.model.claim import AffectedGroup, Claim, ClaimKind, Modality
from bearwitness.model.dates import When
from bearwitness.model.errors import UnknownSubject
from bearwitness.model.judgement import Action, Decision
from bearwitness.model.places import PlacePrecision
from bearwitness.model.reading import Reading
from bearwitness.review.decide import field_value
from bearwitness.review.table import Known, decision_of, rows_of

sys.path.append(str(Path(__file__).resolve().parent.parent / "benchmarks"))

from articles import article_text

Read = Callable[[list[dict[str, Any]]], Iterable[Reading]]
SAMPLES = Path(__file__).resolve().parent.parent / "samples"
VIOLATIONS = {
    "arbitrary detention": {"arrest", "detention", "round-up", "incommunicado detention", "charge",
                            "trial", "sentence"},
    "killing": {"killing", "death in custody"},
    "torture": {"torture", "ill-treatment"},
    "kidnapping": {"abduction"},
    "enforced disappearance": {"disappearance"},
}  # fmt: skip
POLICE_ACTS = {
    "ARREST": {"arrest", "detention", "round-up"},
    "KILL": {"killing", "death in custody"},
    "FORCE": {"ill-treatment", "torture", "use of force", "raid"},
}
POLICE = {"police", "security forces", "paramilitary", "army"}
NOBODY = {"", "none", "nan", "unknown", "insufficient info"}
MONTHS = [name.lower() for name in calendar.month_name]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One filled field of one claim: where it comes from, its reasons, and whether it was right."""

    source: str
    document: str
    field: str
    probability: float
    reasons: tuple[str, ...]
    right: bool
    summed: float = 0.5  # the first formula, one number a claim, for comparing


def labelled(source: str, document: str, claim: Claim, rights: dict[str, bool]) -> list[Labelled]:
    """One row for each field of `rights` that the claim has a confidence for."""
    return [
        Labelled(
            source, document, c.field, c.probability, c.reasons, rights[c.field], summed(claim)
        )
        for c in claim.confidences
        if c.field in rights
    ]


def _of_whole(source: str, document: str, claim: Claim, right: bool) -> Labelled:
    reasons = tuple(f"{c.field}:{r}" for c in claim.confidences for r in c.reasons)
    return Labelled(source, document, "claim", claim.confidence, reasons, right, summed(claim))


FIRST_FORMULA = {
    "act": {"perpetrator": 0.05, "said_again": 0.05, "exact_cue": 0.04, "not_asserted": -0.05,
            "nobody_affected": -0.12, "bare_noun": -0.1},
    "when": {"own": 0.08, "": -0.03},
    "where": {"own": 0.08, "": -0.04},
    "affected": {"counted": 0.06, "one": 0.06, "": -0.04, "own": 0.0},
    "attribution": {"outlet_alone": 0.0, "": 0.04},
}  # fmt: skip


def summed(claim: Claim) -> float:
    """The hand-made sum that confidence was at first; "" stands where no other reason holds."""
    total = 0.6
    for one in claim.confidences:
        adds = FIRST_FORMULA.get(one.field, {})
        named = [reason for reason in one.reasons if reason in adds]
        total += sum(adds[reason] for reason in named) if named else adds.get("", 0.0)
    return min(0.95, max(0.05, total))


def rows(path: Path) -> list[dict[str, Any]]:
    """The records of a .jsonl.gz file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def hrdsattack(path: Path, read: Read) -> Iterator[Labelled]:
    """The main claim of each article against what annotators say of the attack it tells of.

    For perpetrators also the other claims of a violation that they mark, since they mark one kind.
    """
    docs = json.loads(path.read_text(encoding="utf-8"))
    for n, (doc, reading) in enumerate(zip(docs, read([_article(d) for d in docs]), strict=True)):
        gold, name = doc["merged_sample"], f"{path.stem}-{n}"
        for claim in reading.claims:
            if claim.id == reading.primary and _is_marked(claim, gold):
                rights = _about(gold, claim)
                yield from labelled("HRDsAttack", name, claim, rights)
                if len(rights) >= 3:
                    whole = all(rights.values())
                    yield _of_whole("HRDsAttack", name, claim, whole)
            elif _is_marked(claim, gold):
                laid = {k: v for k, v in _about(gold, claim).items() if k == "alleged_perpetrators"}
                yield from labelled("HRDsAttack", name, claim, laid)


def _is_marked(claim: Claim, gold: dict[str, Any]) -> bool:
    """Whether a claim is of a violation that the annotators mark in its article."""
    return claim.kind is ClaimKind.EVENT and any(
        claim.act in VIOLATIONS.get(kind, ()) for kind in gold["violation_types"]
    )


def _article(doc: dict[str, Any]) -> dict[str, Any]:
    sample = doc["sample"]
    return {"text": article_text(sample), "published": sample["Input.publish_date"][:10],
            "title": sample["Input.title"]}  # fmt: skip


def _plain(value: Any) -> str:
    words = re.sub(r"\.0$", "", str(value).strip().lower())
    return "" if words in NOBODY else words


def _about(gold: dict[str, Any], claim: Claim) -> dict[str, bool]:
    """Of each field the annotators filled, whether the claim's is right."""
    rights: dict[str, bool] = {}
    if claim.when and (theirs := _interval(gold)):
        ours = (claim.when.earliest or date.min, claim.when.latest or date.max)
        rights["when"] = _holds(ours, theirs) or _holds(theirs, ours)
    if claim.where and _plain(gold["country"]):
        rights["where"] = any(_is_there(place, gold) for place in claim.where)
    if claim.affected and gold["victims"]:
        rights["affected"] = _is_one_of(claim.affected, gold["victims"])
    if claim.alleged_perpetrators and _plain(gold["perpetrator_type"]):
        of_state = "state actor" in gold["perpetrator_type"].split("non-")[0]
        kinds = {p.kind for p in claim.alleged_perpetrators}
        rights["alleged_perpetrators"] = any((k in state_kinds()) == of_state for k in kinds)
    return rights


def _interval(gold: dict[str, Any]) -> tuple[date, date] | None:
    """The first and last day of the annotators' date; None without a year."""
    year, month, day = (_plain(gold[part]) for part in ("year", "month", "date"))
    if not year.isdigit():
        return None
    number = MONTHS.index(month) if month in MONTHS else int(month) if month.isdigit() else 0
    if not 1 <= number <= 12:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    last = calendar.monthrange(int(year), number)[1]
    if day.isdigit() and 1 <= int(day) <= last:
        return date(int(year), number, int(day)), date(int(year), number, int(day))
    return date(int(year), number, 1), date(int(year), number, last)


def _holds(outer: tuple[date, date], inner: tuple[date, date]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _is_there(place: Any, gold: dict[str, Any]) -> bool:
    """Whether country agrees, and the town too where both give one."""
    if _plain(gold["country"]) not in {_plain(place.country_name), _plain(place.country)}:
        return False
    city, name = _plain(gold["city"]), _plain(place.name)
    both = city and place.precision in {PlacePrecision.SITE, PlacePrecision.TOWN}
    return not both or name in city or city in name


def _is_one_of(group: Any, victims: list[dict[str, Any]]) -> bool:
    """Whether the group is a victim entry, one or many, or the single ones together."""
    sexes = {"female": "woman", "male": "man"}
    single = [v for v in victims if v["victim_population_type"] == "individual"]
    many = [v for v in victims if v["victim_population_type"] != "individual"]
    if group.max == 1:
        barred = {"woman", "man"} - {sexes[group.sex]} if group.sex in sexes else set()
        return any(v["victim_sex_type"] not in barred for v in single)
    return bool(many) or len(single) >= max(2, group.min)


def samples(read: Read, folder: Path = SAMPLES) -> Iterator[Labelled]:
    """The decided claims of the invented reports: a field is right as accepted, or as corrected."""
    from bearwitness.cli.common import text_of_file

    told = rows_of((folder / "decisions.csv").read_text(encoding="utf-8"))
    held = {file.name for file in (folder / "reports").iterdir()}
    names = sorted({row["report"] for row in told} & held)
    files = [text_of_file(folder / "reports" / name) for name in names]
    records = [
        {"text": f.text.content, "title": f.title, "outlet": f.outlet, "published": f.published}
        for f in files
    ]
    for name, reading in zip(names, read(records), strict=True):
        known = Known(reading.claims, names={reading.report.id: name})
        decided = [d for row in told if row["report"] == name for d in _decisions(row, known)]
        for claim in reading.claims:
            mine = [d for d in decided if d.subject == (claim.id,)]
            if mine:
                rights = _decided(claim, mine)
                yield from labelled("sample reports", name, claim, rights)
                if claim.kind is ClaimKind.EVENT:
                    right = all(rights[c.field] for c in claim.confidences)
                    yield _of_whole("sample reports", name, claim, right)


def field_reports(part: str, *, without: Collection[str] = ()) -> Iterator[Labelled]:
    """The expected claims of the invented field reports of a part: right as an officer wrote them.

    `without` are hands left out. The act is too: what nobody expected is judged by nobody here.
    """
    import field_reports as told

    hands = sorted({file.stem for file in told.REPORTS.glob("*.yml")} - set(without))
    reports = [report for hand in hands for report in told.reports(part, hand)]
    for report, reading in zip(reports, told.read(reports), strict=True):
        for one in told.judge(report, reading)[0]:
            if one.claim:
                rights = {field: right for field, right in one.answered.items() if field != "act"}
                yield from labelled("field reports", report["id"], one.claim, rights)


def _decisions(row: dict[str, Any], known: Known) -> list[Decision]:
    """The row's judgement of a claim; nothing where the reading no longer has that claim."""
    if row["action"] not in {"accept", "correct", "reject"}:
        return []
    try:
        return [decision_of(row, known, "", "")]
    except UnknownSubject:
        return []


def _decided(claim: Claim, decisions: Iterable[Decision]) -> dict[str, bool]:
    rejected = any(d.action is Action.REJECT for d in decisions)
    rights = dict.fromkeys((c.field for c in claim.confidences), not rejected)
    for d in decisions:
        if d.action is Action.CORRECT and d.field:
            theirs = field_value(d.field, d.value)
            rights[d.field] = not rejected and _gist(getattr(claim, d.field)) == _gist(theirs)
    return rights


def _gist(value: Any) -> Any:
    """What must agree for a value to be the corrected one."""
    match value:
        case When():
            return value.earliest, value.latest
        case AffectedGroup():
            return value.min, value.max
        case tuple():
            return {(getattr(v, "gazetteer_id", None) or getattr(v, "kind", v)) for v in value}
    return value


def indiapolice(folder: Path, read: Read) -> Iterator[Labelled]:
    """Claims of arrests, killings and force by police, against the labels of their sentences.

    Only those counted where the label says nothing else: arrests, and other acts laid to police.
    """
    sentences = defaultdict(list)
    for row in rows(folder / "sents.jsonl.gz"):
        sentences[str(row["doc_id"])].append(row)
    records, bounds = [], []
    for row in rows(folder / "docs.jsonl.gz"):
        text, here = "", []
        for said in sentences[str(row["doc_id"])]:
            here.append((len(text), len(text) + len(said["sent_text"]), set(said["sent_labels"])))
            text += said["sent_text"] + " "
        records.append({"text": text, "published": (row.get("meta") or {}).get("date")})
        bounds.append(here)
    for n, (here, reading) in enumerate(zip(bounds, read(records), strict=True)):
        for claim in reading.claims:
            yield from _of_police(claim, here, f"article-{n}")


def _of_police(
    claim: Claim, bounds: list[tuple[int, int, set[str]]], document: str
) -> list[Labelled]:
    label = next((k for k, acts in POLICE_ACTS.items() if claim.act in acts), None)
    kinds = {p.kind for p in claim.alleged_perpetrators}
    by_police = bool(kinds & POLICE) or (not kinds and label == "ARREST")
    if label is None or not by_police or claim.modality is Modality.DENIED:
        return []
    words = [e.start for e in claim.evidence_for("act")]
    right = any(label in labels and any(a <= w < b for w in words) for a, b, labels in bounds)
    return labelled("IndiaPoliceEvents", document, claim, {"act": right})


def polnear(path: Path, read: Read, most: int | None = None) -> Iterator[Labelled]:
    """The innermost source of claims in political news, against the attributions marked there.

    Right when the claim's words stand in what a marked source says and our source's words overlap
    that source; when no one is named by us, that no marked source says them. A source without
    words ("is said to") is left out: nothing of it could overlap.
    """
    docs = rows(path)[:most]
    for n, (doc, reading) in enumerate(zip(docs, read([{"text": d["text"]} for d in docs]),
                                           strict=True)):  # fmt: skip
        gold = [event for text in doc["ann"].values() for event in _marked(text)]
        for claim in reading.claims:
            told = claim.kind in {ClaimKind.EVENT, ClaimKind.PATTERN} and claim.act
            if not told or (claim.innermost and claim.innermost.cue and not claim.innermost.words):
                continue
            act = claim.evidence_for("act")[0]
            said = [e for e in gold if any(a < act.end and act.start < b for a, b in e["Content"])]
            theirs = [span for event in said for span in event["Source"]]
            ours = [(e.start, e.end) for e in claim.evidence_for("attribution")]
            met = any(a < d and c < b for a, b in ours for c, d in theirs)
            right = met if ours else not theirs
            yield from labelled("PolNeAR", f"{path.name}-{n}", claim, {"attribution": right})


def _marked(text: str) -> Iterator[dict[str, list[tuple[int, int]]]]:
    """The spans of each role of every attribution of a standoff file."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for line in text.splitlines():
        if line.startswith("T"):
            key, body, *_ = line.split("\t")
            where = body.partition(" ")[2]
            spans[key] = [(int(p.split()[0]), int(p.split()[1])) for p in where.split(";")]
        elif line.startswith("E"):
            event: dict[str, list[tuple[int, int]]] = {"Content": [], "Source": []}
            for part in line.split("\t")[1].split():
                role, _, key = part.partition(":")
                event.setdefault(role.rstrip("0123456789"), []).extend(spans.get(key, []))
            yield event
