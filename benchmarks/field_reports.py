"""How many fields an officer would correct in reports of the field, read by hand beforehand.

    python benchmarks/field_reports.py [--part "looked at"|"kept aside"] [--show REPORT|all]

Figures are of each part; the part of a report was drawn by a digest of its name: of first.yml a
half, of the others two in three are looked at.

The reports are tests/quality/field_reports/*.yml: invented texts in the forms our users read. Each
expected claim has `words`, a stretch of the text its act words must meet, and for each field what a
careful officer would write, or a list of what they would leave as it is:

    act        codes, any of them right: "arrest|detention", "response: denial|no comment", "norm",
               "forced return|estimate"
    kind       "event" unless told; "pattern|event"
    modality   "asserted" unless told
    when       EDTF; "within A/B": any interval inside that one; "none". What is read as "since A",
               operator and all, goes for an interval from A to the report
    where      "role: name, COUNTRY", several joined by ";"; "none". "at" goes for "held at"
    who        number ("3", "2-9", "41+"), then sex, age band, nationality, status, in any order;
               what ends in "?" may be there or not; "none"
    by         "police/CN", several joined by ";"; a kind alone goes with no country or one of
               the claim's places; "none"
    source     kinds from the one closest to the event outward, joined by ">", without the outlet
               itself; "" where the report says it in its own voice
    main       true: the claim the report is about; also: it may be taken for that
    may        a claim that may be made or not; only the fields it gives are scored

A field counts where either side has filled it; "asserted" is an empty modality. "Corrected": of the
counted fields of claims found, the share that is not right. "Work": the same with each claim that
should not be there as one more correction, and each claim missed as all its fields. "Named
wrongly": of claims that name who did it, the share that names one no answer allows. Prints JSON.
"""

import argparse
import json
import re
import unicodedata
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from calibration import error

from bearwitness import read_texts
from bearwitness.model.claim import AffectedGroup, AllegedPerpetrator, Claim
from bearwitness.model.dates import When
from bearwitness.model.places import Place
from bearwitness.model.reading import Reading
from bearwitness.reference.gazetteer import gazetteer
from bearwitness.reference.vocabulary import vocabulary

REPORTS = Path(__file__).resolve().parent.parent / "tests" / "quality" / "field_reports"
PARTS = ("looked at", "kept aside")
FIELDS = ("act", "modality", "when", "where", "affected", "alleged_perpetrators", "attribution")
GROUP = ("count", "sex", "age", "nationality", "status")
GIVEN = {"when": "when", "where": "where", "affected": "who", "alleged_perpetrators": "by",
         "attribution": "source"}  # fmt: skip
OF_SAYING = {"response", "estimate", "norm"}
ANSWERS = OF_SAYING | {"denial", "no comment", "acknowledgement"}
SEXES = {"female", "male", "mixed"}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """An expected claim, what was read for it, and of each counted field whether it is right."""

    expected: Row
    claim: Claim | None
    right: dict[str, bool]

    @property
    def answered(self) -> dict[str, bool]:
        """As `right`, and that nobody is named as a source where nobody had to be."""
        if self.claim and "source" in self.expected and "attribution" not in self.right:
            return self.right | {"attribution": True}
        return self.right


def reports(part: str | None = None, hand: str = "*") -> list[Row]:
    """The reports, of one part or all, by the hand of one file or all."""
    files = sorted(REPORTS.glob(f"{hand}.yml"))
    rows: list[Row] = [
        row for file in files for row in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]
    return [row for row in rows if part in {None, row["part"]}]


def read(rows: Sequence[Row]) -> list[Reading]:
    """What the program reads in them."""
    wanted = ("text", "published", "title", "outlet")
    return list(read_texts([{key: row[key] for key in wanted} for row in rows]))


def judge(row: Row, reading: Reading) -> tuple[list[Judged], list[Claim]]:
    """Every expected claim with the claim read for it; and the claims that nobody expected."""
    left, found = list(reading.claims), dict[int, Claim]()
    for strict in (True, False):
        for n, expected in enumerate(row["claims"]):
            here = [c for c in left if n not in found and _meets(row, expected, c, strict)]
            if here:
                found[n] = min(here, key=lambda c: _fit(expected, c, reading))
                left.remove(found[n])
    judged = [
        Judged(e, found.get(n), rights(e, found[n], row["outlet"]) if n in found else {})
        for n, e in enumerate(row["claims"])
    ]
    return judged, left


def _meets(row: Row, expected: Row, claim: Claim, strict: bool) -> bool:
    """Whether the claim's act words lie in the expected words; strictly, with an act that is right.

    Not strictly, a claim of another act still stands for an expected one that must be there.
    """
    is_right = _act_is_right(expected, claim)
    if strict != is_right or (not strict and expected.get("may")):
        return False
    if not is_right and (_asked(expected) <= ANSWERS or claim.kind in OF_SAYING):
        return False
    start = row["text"].index(expected["words"])
    end = start + len(expected["words"])
    spans = claim.evidence if claim.kind in OF_SAYING else claim.evidence_for("act")
    return any(e.start < end and start < e.end for e in spans)


def _fit(expected: Row, claim: Claim, reading: Reading) -> tuple[int, int]:
    wrong = sum(not right for right in rights(expected, claim, reading.report.outlet).values())
    return wrong, len(claim.evidence_for("act"))


def rights(expected: Row, claim: Claim, outlet: str | None) -> dict[str, bool]:
    """Of each counted field, whether the claim has what the officer would write."""
    right = {"act": _act_is_right(expected, claim)}
    asserted = str(expected.get("modality", "asserted")).split("|")
    if asserted != ["asserted"] or claim.modality != "asserted":
        right["modality"] = claim.modality in asserted
    for field in ("attribution",) if claim.kind in OF_SAYING else GIVEN:
        if GIVEN[field] not in expected:
            continue
        wanted = expected[GIVEN[field]]
        wanted = [str(one) for one in (wanted if isinstance(wanted, list) else [wanted])]
        held = _held(claim, field, outlet)
        if held or not {"none", ""} & set(wanted):
            right[field] = any(_is_right(field, one, held, expected) for one in wanted)
    return right


def _act_is_right(expected: Row, claim: Claim) -> bool:
    asked = _asked(expected)
    if claim.kind in OF_SAYING:
        told = (claim.detail and claim.detail.response) or claim.kind
        if {str(told), str(claim.kind)} & asked:
            return True
    kinds = str(expected.get("kind", "event")).split("|")
    return claim.act in asked and claim.kind in kinds


def _asked(expected: Row) -> set[str]:
    """The codes any of which is right: acts, answers, "response" for any answer."""
    return {code.removeprefix("response: ") for code in str(expected["act"]).split("|")}


def _held(claim: Claim, field: str, outlet: str | None) -> Any:
    if field != "attribution":
        return getattr(claim, field)
    chain = claim.attribution
    return chain[:-1] if chain and chain[-1].kind == "outlet" and outlet else chain


def _is_right(field: str, wanted: str, held: Any, expected: Row) -> bool:
    if not held or wanted in {"none", ""}:
        return not held and wanted in {"none", ""}
    match field:
        case "when":
            return is_that_time(wanted, held)
        case "where":
            return are_those_places(wanted, held)
        case "affected":
            return all(group_rights(wanted, held).values())
        case "alleged_perpetrators":
            return are_those_kinds(wanted, held, expected)
    return [link.kind for link in held] == re.split(r"\s*[>;]\s*", wanted)


def is_that_time(wanted: str, held: When) -> bool:
    if held.operator == "since" and "/" in wanted and not wanted.startswith("within"):
        return days(wanted.partition("/")[0])[0] == held.earliest
    within = wanted.startswith("within ")
    start, slash, end = wanted.removeprefix("within ").partition("/")
    first, last = days(start)[0], days(end if slash else start)[1]
    ours = (held.earliest or date.min, held.latest or date.max)
    if within:
        return first <= ours[0] and ours[1] <= last
    return ours == (first, last) or held.edtf == wanted


def days(edtf: str) -> tuple[date, date]:
    """The first and last day of a year, month, season (21 is spring) or day; of "" or ".." all."""
    year, month, day = ([int(part) for part in re.findall(r"\d+", edtf)] + [0, 0, 0])[:3]
    if not year:
        return date.min, date.max
    if day:
        return date(year, month, day), date(year, month, day)
    first, last = ((month - 20) * 3, (month - 20) * 3 + 2) if month > 20 else (month, month)
    return date(year, first or 1, 1), date(year, last or 12, monthrange(year, last or 12)[1])


def are_those_places(wanted: str, held: Sequence[Place]) -> bool:
    asked = [re.fullmatch(r"\s*([^:]+): (.+), (\w\w)", part) for part in wanted.split(";")]
    left = list(held)
    for one in asked:
        if one is None:
            raise ValueError(wanted)
        roles = _THERE if one[1] in _THERE else {_ROLES.get(one[1], one[1])}
        same = next((p for p in left if p.role in roles and _is_place(p, one[2], one[3])), None)
        if same is None:
            return False
        left.remove(same)
    return not left


_THERE = {"at", "held at"}
_ROLES = {"via": "returned via"}  # as four files have it, for short


def _is_place(place: Place, name: str, country: str) -> bool:
    if place.country != country:
        return False
    known = {e.id for e in gazetteer().lookup(name) if e.country == country}
    return place.gazetteer_id in known or _folded(name) in _folded(place.name)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def group_rights(wanted: str, held: AffectedGroup) -> dict[str, bool]:
    """Of each part of the group, whether it is right."""
    number, *words = wanted.split()
    low, dash, high = number.partition("-")
    least = int(low.rstrip("+"))
    most = int(high) if dash else None if low.endswith("+") else least
    asked: dict[str, set[str | None]] = {key: set() for key in GROUP}
    allowed: dict[str, set[str | None]] = {key: set() for key in GROUP}
    for word in words:
        code = word.rstrip("?").replace("_", " ")
        key = _part_of_group(code)
        allowed[key].add(code)
        if not word.endswith("?"):
            asked[key].add(code)
    ours = {"sex": held.sex, "age": held.age, "nationality": held.nationality}
    right = {"count": (held.min, held.max) == (least, most)}
    right |= {key: ours[key] in (asked[key] or allowed[key] | {None}) for key in ours}
    right["status"] = asked["status"] <= set(held.status) <= allowed["status"]
    return right


def _part_of_group(code: str) -> str:
    if code in SEXES:
        return "sex"
    if code[0].isdigit():
        return "age"
    if code.isupper():
        return "nationality"
    if code not in {known.code for known in vocabulary("statuses")}:
        raise ValueError(code)
    return "status"


def are_those_kinds(wanted: str, held: Sequence[AllegedPerpetrator], expected: Row) -> bool:
    asked = [part.strip().split("/") for part in wanted.split(";")]
    there = set(re.findall(r", (\w\w)\b", str(expected.get("where", ""))))
    return len(asked) == len(held) and all(
        any(p.kind == one[0] and _is_country(p.country, one[1:], there) for p in held)
        for one in asked
    )


def _is_country(country: str | None, told: Sequence[str], there: set[str]) -> bool:
    return country == told[0] if told else country is None or country in there


def score(rows: Sequence[Row], readings: Iterable[Reading]) -> Row:
    """The figures of some reports."""
    counted, right, parts = Counter[str](), Counter[str](), Counter[str]()
    needed = found = invented = made = missed_fields = primary = groups = 0
    by_report = []
    sure: dict[str, list[tuple[float, bool]]] = {field: [] for field in GIVEN}
    named: list[bool] = []
    for row, reading in zip(rows, readings, strict=True):
        judged, unexpected = judge(row, reading)
        corrections = 0
        for one in judged:
            if one.claim is None:
                missed_fields += 0 if one.expected.get("may") else fields_of(one.expected)
            counted.update(one.right.keys())
            right.update(field for field, is_right in one.right.items() if is_right)
            corrections += sum(not is_right for is_right in one.right.values())
            for told in one.claim.confidences if one.claim else ():
                if told.field in sure and told.field in one.answered:
                    sure[told.field].append((told.probability, one.answered[told.field]))
            for group in _groups(one):
                groups += 1
                parts.update(key for key, is_right in group.items() if is_right)
        named += [wrong for one in judged if (wrong := is_named_wrongly(one)) is not None]
        must = [one for one in judged if not one.expected.get("may")]
        needed, found = needed + len(must), found + sum(one.claim is not None for one in must)
        invented, made = invented + len(unexpected), made + len(reading.claims)
        main = [one for one in judged if one.claim and one.claim.id == reading.primary]
        primary += any("main" in one.expected for one in main)
        by_report.append(corrections)
    wrong, all_fields = counted.total() - right.total(), counted.total()
    return {
        "reports": len(rows),
        "claims": needed,
        "found": _share(found, needed),
        "invented": _share(invented, made),
        "primary": _share(primary, len(rows)),
        **{field: _share(right[field], counted[field]) for field in FIELDS},
        "named wrongly": _share(sum(named), len(named)),
        **{f"affected: {key}": _share(parts[key], groups) for key in GROUP},
        **{f"{field}: sure, and how far off": calibration(sure[field]) for field in GIVEN},
        "fields": all_fields,
        "corrected": _share(wrong, all_fields),
        "corrected, a report": round(sum(by_report) / len(rows), 2),
        "work": _share(wrong + invented + missed_fields, all_fields + invented + missed_fields),
    }


def is_named_wrongly(one: Judged) -> bool | None:
    """Whether a kind is named as doer that no answer allows; None where nobody is named."""
    named = {p.kind for p in one.claim.alleged_perpetrators} - {"unknown"} if one.claim else set()
    if not named or "by" not in one.expected:
        return None
    wanted = one.expected["by"]
    answers = wanted if isinstance(wanted, list) else [wanted]
    right = {who.partition("/")[0].strip(" ?") for a in answers for who in str(a).split(";")}
    return not named <= right


def calibration(told: Sequence[tuple[float, bool]]) -> tuple[float | None, float | None]:
    """Mean confidence of filled fields, and their expected calibration error over ten bins."""
    if not told:
        return None, None
    sure, right = zip(*told, strict=True)
    return round(sum(sure) / len(sure), 3), round(error(sure, right), 3)


def fields_of(expected: Row) -> int:
    """How many fields an officer would have to fill for a claim that was missed."""
    given = [expected.get(name, ["none"]) for name in GIVEN.values()]
    firsts = [str(one[0] if isinstance(one, list) else one) for one in given]
    return 1 + ("modality" in expected) + sum(first not in {"none", ""} for first in firsts)


def _groups(one: Judged) -> Iterator[dict[str, bool]]:
    """The parts of the group, against the alternative that fits it best."""
    if one.claim and one.claim.affected and "affected" in one.right:
        wanted = one.expected["who"]
        wanted = [w for w in (wanted if isinstance(wanted, list) else [wanted]) if w != "none"]
        if wanted:
            found = (group_rights(str(w), one.claim.affected) for w in wanted)
            yield max(found, key=lambda right: sum(right.values()))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def show(row: Row, reading: Reading) -> Iterator[str]:
    """Each thing that is not right, in words."""
    judged, unexpected = judge(row, reading)
    yield f"== {row['id']}"
    for one in judged:
        name = f"{one.expected['act']} [{one.expected['words']}]"
        if one.claim is None:
            yield from () if one.expected.get("may") else [f"missed    {name}"]
            continue
        for field, is_right in one.right.items():
            if not is_right:
                told = one.expected.get(GIVEN.get(field, field), "asserted")
                held = told_short(field, one.claim, row["outlet"])
                yield f"wrong     {name} {field}: wanted {told} read {held}"
        if one.claim.id == reading.primary and "main" not in one.expected:
            yield f"primary   {name}"
    for claim in unexpected:
        words = " ... ".join(e.exact for e in claim.evidence_for("act"))
        yield f"invented  {claim.kind} {claim.act} {claim.modality} [{words}]"


def told_short(field: str, claim: Claim, outlet: str | None) -> str:
    """What the claim holds in a field, in the short form of the expected values."""
    held = _held(claim, field, outlet)
    match field:
        case "act":
            return f"{claim.kind} {claim.act}"
        case "when":
            return held.edtf if held else "none"
        case "where":
            return "; ".join(f"{p.role}: {p.name}, {p.country}" for p in held) or "none"
        case "affected":
            return str(held)
        case "alleged_perpetrators":
            return "; ".join(f"{p.kind}/{p.country}" for p in held) or "none"
        case "attribution":
            return " > ".join(f"{link.kind} ({link.words})" for link in held) or "own voice"
    return str(held)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=PARTS, help="of these reports alone")
    parser.add_argument("--hand", default="*", help="of one file alone: frontiers")
    parser.add_argument("--show", help="a report's name, or all: what is wrong, in words")
    asked = parser.parse_args()
    rows = reports(asked.part, asked.hand)
    readings = read(rows)
    for row, reading in zip(rows, readings, strict=True):
        if asked.show in {"all", row["id"]}:
            print("\n".join(show(row, reading)))
    for part in PARTS:
        mine = [(r, x) for r, x in zip(rows, readings, strict=True) if r["part"] == part]
        if mine:
            print(json.dumps({"part": part} | score([r for r, _ in mine], [x for _, x in mine])))


if __name__ == "__main__":
    main()
