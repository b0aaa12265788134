"""Who tells what in logs, programmes, blogs and notes of interviews; witnesses who are told of."""

import pytest

from bearwitness import read_text


def kinds(text: str, words: str, outlet: str = "Marl Courier") -> list[str]:
    """The kinds of the chain of the claim that has `words` in the words of its act."""
    claim = next(
        c
        for c in read_text(text, outlet=outlet, published="2024-06-03").claims
        if any(words in e.exact for e in c.evidence_for("act"))
    )
    return [str(link.kind) for link in claim.attribution[:-1]]


PROGRAMME = """HOST: This is Far From Home. I am at the Orin gate, and I have counted nine buses.

YUSUF: On Monday we were at the market. The police came and they beat us with a belt.

HOST: They were taken to the camp at Orin. In April the town's mayor was arrested.

YUSUF: In the hall a guard hit an old man with a cable."""


def test_a_voice_of_a_programme_tells_what_it_lived_and_its_host_speaks_for_the_outlet() -> None:
    assert kinds(PROGRAMME, "beat") == ["participant"]
    assert kinds(PROGRAMME, "hit") == ["participant"]
    assert kinds(PROGRAMME, "arrested") == []


def test_the_author_of_a_blog_is_the_outlet() -> None:
    text = (
        "I promised not to write until the last of them was across. On 8 March seven people were "
        "arrested at the bridge by soldiers. I dressed the feet of one of them. My "
        "patients were kept in the jail of Orin for a year. I am tired, and I go on."
    )
    assert kinds(text, "arrested", outlet="Blog of a nurse") == []


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("That evening he was gone. A waiter saw him being pushed into a grey van by two men and "
         "beaten with sticks.", "beaten", "eyewitness"),
        ("Tuesday 6 Aug. Orin. Nothing to see.\n\nThursday 8 Aug. Interview in Orin with a tailor "
         "from Kara, 27. On 1 August masked men beat him and his two brothers.",
         "beat", "participant"),
        ("Incidents told by arrivals:\n\n- 2 July: soldiers surrounded the huts.\n\n"
         "- 5 July: a woman of 32 was raped by three guards.", "raped", "participant"),
        ("A deacon whose brother was deported last year tells us how it was. The fourteen were met "
         "by men of National Security and beaten.", "beaten", "relative"),
        ("Informant: client's brother, by phone.\n\nThe client was arrested at a checkpoint.",
         "arrested", "relative"),
        ("The group Snow Lantern was founded in 2011. The group said that 23 people were deported.",
         "deported", "organisation"),
        ("The Marl Table, a group of neighbours, met. Its spokeswoman said the agents beat a boy.",
         "beat", "organisation"),
        ("Police found 40 migrants in a lorry. Through an interpreter several told officers that "
         "the crew beat a boy.", "beat", "participant"),
        ("According to their companions, the soldiers beat the two men.", "beat", "participant"),
    ],
)  # fmt: skip
def test_who_tells_it(text: str, words: str, kind: str) -> None:
    assert kinds(text, words) == [kind]


def test_who_is_only_called_something_says_nothing() -> None:
    text = "One man, considered the leader, was arrested for theft."
    assert kinds(text, "arrested") == []


def test_an_entry_of_anybody_ends_with_its_paragraph() -> None:
    text = (
        "A mother of four in zone 12: on Monday guards beat the men of our lane.\n\n"
        "A man of zone 7 says that on Tuesday two teachers were arrested.\n\n"
        "A youth: soldiers deported my uncle."
    )
    assert "relative" not in kinds(text, "arrested")
