"""The vocabularies of acts, perpetrators, statuses, counts, ages and norms."""

from itertools import pairwise

import pytest

from bearwitness.extract.cues import index, noun_forms, verb_cue, verb_forms
from bearwitness.reference.vocabulary import load_yaml, vocabulary

ACTS = (
    "arrest, raid, round-up, detention, incommunicado detention, interrogation, "
    "biometric collection, charge, trial, sentence, deportation order, forced return, "
    "refusal of asylum, denial of medical care, ill-treatment, torture, use of force, "
    "death in custody, killing, disappearance, abduction, trafficking, forced marriage, "
    "forced labour, sexual violence, family separation, statelessness of a child, surveillance, "
    "threat, extortion or bribe, confiscation, release, escape, rescue, warning"
).split(", ")
PERPETRATORS = (
    "police, security forces, border guard, army, paramilitary, prison, prosecution or court, "
    "government, armed group, smuggler or trafficker, employer, family member, private person, "
    "unknown"
).split(", ")
HURIDOCS = {
    "0301010000": "arrest",
    "0301020000": "detention",
    "0301030000": "disappearance",
    "0401010000": "raid",
    "1201020000": "raid",
    "0501070000": "denial of return",
    "3301010000": "forced return",
    "3301030000": "refusal of asylum",
    "3801010000": "forced return",
    "0201111100": "torture",
}


def test_every_act_of_the_design_is_there_spelled_so() -> None:
    assert set(ACTS) <= set(vocabulary("acts").codes)


def test_the_kinds_of_perpetrator_are_exactly_those_of_the_design() -> None:
    assert list(vocabulary("perpetrators").codes) == PERPETRATORS


def test_huridocs_codes_lead_to_their_acts() -> None:
    found = {n: c.code for c in vocabulary("acts") for n in c.crosswalk.get("huridocs", ())}
    assert found == HURIDOCS


def test_every_act_has_a_label_a_definition_a_source_a_family_and_cues() -> None:
    families = load_yaml("acts")["families"]
    for code in vocabulary("acts"):
        assert code.label
        assert code.definition
        assert code.source
        assert code.family in families
        assert any(code.cues.values())


@pytest.mark.parametrize(
    "name",
    ["acts", "perpetrators", "statuses", "counts", "people", "ages", "norms", "patterns",
     "modality", "placing", "confidence"],
)  # fmt: skip
def test_every_table_names_its_source(name: str) -> None:
    assert load_yaml(name)["source"]


def test_every_vague_number_has_bounds_the_right_way_round() -> None:
    for entry in load_yaml("counts")["codes"]:
        assert entry["min"] >= 1
        assert entry["max"] is None or entry["min"] <= entry["max"]


def test_dozens_are_24_to_99() -> None:
    extra = vocabulary("counts")["dozens"].extra
    assert (extra["min"], extra["max"]) == (24, 99)


def test_age_bands_follow_on_without_gap() -> None:
    bands = [(c.extra["min"], c.extra["max"]) for c in vocabulary("ages")]
    assert bands[0][0] == 0
    assert all(low == before + 1 for (_, before), (low, _) in pairwise(bands))


def test_the_treaties_of_the_design_are_there() -> None:
    wanted = {"UDHR", "ICCPR", "CAT", "CRC", "CEDAW", "1951 Convention", "1967 Protocol"}
    assert wanted | {"Palermo protocol"} <= set(vocabulary("norms").codes)


def test_a_verb_cue_reads_all_its_conditions() -> None:
    cue = verb_cue("arrest", "take person >into|in:custody by=police|security forces obj!photo")
    assert cue.needs_person
    assert cue.governs == ((frozenset({"into", "in"}), frozenset({"custody"})),)
    assert cue.agents == {"police", "security forces"}
    assert cue.barred_objects == {"photo"}


def test_a_cue_with_an_unknown_perpetrator_is_refused() -> None:
    with pytest.raises(ValueError, match="no kind of perpetrator"):
        verb_cue("arrest", "take by=nobody")


def test_forms_of_verbs_and_nouns() -> None:
    assert verb_forms("detain", {}) == ("detain", "detains", "detained", "detaining")
    assert verb_forms("arrest", {}) == ("arrest", "arrests", "arrested", "arresting")
    assert "nabbed" in verb_forms("nab", {})
    assert noun_forms("robbery") == ("robbery", "robberies")


def test_the_index_finds_every_form_of_a_cue() -> None:
    plain = {c.act for c in index().verbs["deported"] if not c.by_category}
    assert plain == {"forced return"}
    assert ("round", "-", "up") in {parts for parts, *_ in index().phrases["round"]}
