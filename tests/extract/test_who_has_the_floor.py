"""Headers, labels, calls, openings and notes that say whose words follow or went before."""

import pytest

from bearwitness import read_texts
from bearwitness.model.claim import Claim


def claim_of(text: str, words: str) -> Claim:
    """The claim the act words of which meet `words`."""
    row = {"text": text, "published": "2024-06-20", "outlet": "The Example Monitor", "title": ""}
    (reading,) = read_texts([row])
    start = text.index(words)
    end = start + len(words)
    return next(
        c
        for c in reading.claims
        if any(e.start < end and start < e.end for e in c.evidence_for("act"))
    )


def kinds(text: str, words: str) -> list[str]:
    """The kinds of the sources of the act, closest first, without the outlet."""
    return [str(link.kind) for link in claim_of(text, words).attribution[:-1]]


RECORDS = [
    ("Account of a survivor, Tavi. Guards beat him with a pipe.", "beat him", "participant"),
    ("Testimony 7. I was arrested at the market.", "arrested", "participant"),
    ("Deposition of the mother of a pupil. Police arrested her son.", "arrested", "relative"),
    ("Interviewee F-03, Marl, 12 May 2021. She was arrested there.", "arrested", "participant"),
    ("Interview with a returnee, Marl\n\nGendarmes beat him.", "beat", "participant"),
    ("K.O. (interviewed by phone): on the third day he was beaten.", "beaten", "participant"),
    ("Q: And then? A: They beat us. Q: All of you?", "beat us", "participant"),
    ("Allegations of the families:\n1. Soldiers abducted six youths.\n2. One was beaten.",
     "abducted", "relative"),
    ("FROM A LETTER OF A PRISONER: We are beaten every morning.", "beaten", "participant"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind"), RECORDS)
def test_a_header_or_a_label_gives_the_floor(text: str, words: str, kind: str) -> None:
    assert kinds(text, words) == [kind]


CALLS = [
    ("A man rings about his wife: she was arrested this morning.", "arrested", "relative"),
    ("Message from one of the nine: “They beat us.”", "beat us", "participant"),
    ("Brother of a detainee came to the office. Police arrested the boy on 4 June.", "arrested",
     "relative"),
    ("Visited by two mothers from Marl. Soldiers shot their sons at the mine.", "shot", "relative"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind"), CALLS)
def test_whoever_rings_or_comes_tells_what_follows(text: str, words: str, kind: str) -> None:
    assert kinds(text, words) == [kind]


ENTRIES = (
    "Accounts given to the centre in May. Names are changed.\n\n"
    "NK-031. Woman, 33, weaver. Held by soldiers in a school for nine days.\n\n"
    "NK-032 (boy, 16). Guards beat him with a cable.\n\n"
    "NK-033. Sister of a student. Police arrested her brother at the bridge.\n\n"
    "Remark. Gendarmes shot two men in June."
)


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Held by soldiers", ["participant"]), ("beat him", ["participant"]),
     ("arrested", ["relative"]), ("shot two men", [])],
)  # fmt: skip
def test_entries_with_a_code_are_told_by_whoever_they_are_the_accounts_of(
    words: str, kind: list[str]
) -> None:
    assert kinds(ENTRIES, words) == kind


def test_what_is_threatened_to_somebodys_face_is_not_told_by_who_threatens() -> None:
    text = "An officer told the widow that her son would be jailed if she spoke to the press."
    assert kinds(text, "told") == []


OPENINGS = [
    ("His wife tells otherwise. Men in plain clothes abducted him at noon.", "abducted",
     "relative"),
    ("A former detainee agreed to speak. Guards beat him every day.", "beat", "participant"),
    ("We met a survivor in Marl. Guards beat him every day.", "beat", "participant"),
    ("What follows was told by three sisters. Men came at noon and abducted the girls.",
     "abducted", "relative"),
    ("Police gave these details. The man was arrested at six.", "arrested", "organisation"),
    ("The survivor shakes her head. Guards beat her every day.", "beat", "participant"),
    ("Asked about it, the survivor lifts his shirt. Guards beat him.", "beat", "participant"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind"), OPENINGS)
def test_an_opening_sentence_gives_the_floor_to_the_next(text: str, words: str, kind: str) -> None:
    assert kinds(text, words) == [kind]


NOTES = [
    ("Police arrested nine men in Marl. That is according to the Marl Relief Committee.",
     "organisation"),
    ("Police arrested nine men in Marl on Monday. Confirmed by two eyewitnesses.", "eyewitness"),
    ("Police arrested nine men. (Interviews with four survivors, 2022.)", "participant"),
    ("Police arrested nine men in Marl.[3] The mayor left.\n\n[3] Report of the Commission.",
     "document"),
    ("Police arrested nine men.\nSource: a neighbour\n\nTuesday. Rain.", "neighbour"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), NOTES)
def test_a_note_behind_an_entry_names_its_source(text: str, kind: str) -> None:
    assert kinds(text, "arrested") == [kind]


OWN = [
    "Police arrested nine men in Marl (see the map). The mayor spoke of rain.",
    "The mayor laughs. On Monday he opened a bridge.\n\nPolice arrested nine men in Marl.",
    "Police arrested nine men in Marl. A baker came to our office and asked for bread.",
    "Statement of the board: the fair is open.\n\n\nPolice arrested nine men in Marl.",
]


@pytest.mark.parametrize("text", OWN)
def test_what_nobody_announces_stays_the_reports_own(text: str) -> None:
    assert kinds(text, "arrested") == []


def test_a_new_speaker_ends_the_floor_and_shouting_does_not() -> None:
    text = (
        "We met a survivor in Marl. The guards shouted that he was a dog. Guards beat him. "
        "A minister said the weather was fine. Soldiers shot two men."
    )
    assert kinds(text, "beat him") == ["participant"]
    assert kinds(text, "shot two men") == []


def test_a_saying_without_a_sayer_is_the_callers() -> None:
    text = "Caller: F, 33, from Marl.\n4 May, 23:40 - says guards beat her."
    assert kinds(text, "beat her") == ["participant"]


@pytest.mark.parametrize(
    "who", ["A Syrian of 16 years", "A 17-year-old who came back", "A Guinean man of 24"]
)
def test_a_private_person_who_tells_of_an_act_was_there(who: str) -> None:
    assert kinds(f"{who} said that soldiers took the phones.", "took") == ["participant"]


def test_those_told_of_before_are_taken_up_in_the_next_sentence() -> None:
    text = "A woman at the market said that nine men were beaten. They were arrested at dawn."
    assert kinds(text, "arrested") == kinds(text, "beaten")


def test_own_voice_behind_a_teller_is_less_sure_than_where_nobody_tells_anything() -> None:
    behind = "A man told us that he was beaten. In Marl police arrested nine women."
    alone = "In Marl police arrested nine women."

    def sure(text: str) -> tuple[float, tuple[str, ...]]:
        told = claim_of(text, "arrested").confidences
        return next((c.probability, c.reasons) for c in told if c.field == "attribution")

    assert sure(behind)[0] < sure(alone)[0]
    assert "teller_before" in sure(behind)[1]
    assert "nobody_tells" in sure(alone)[1]
