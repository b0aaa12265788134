"""Who says what: one test a phenomenon, on invented sentences."""

import pytest

from bearwitness.extract.attributions import chain_for, find_attributions, responses
from bearwitness.model.claim import ResponseKind
from bearwitness.model.report import Header
from bearwitness.model.source import Attribution, Connection, Saying, SourceKind
from bearwitness.reference.parse import parse

Said = tuple[str | None, str, tuple[str, ...]]


def _read(text: str) -> tuple[Attribution, ...]:
    return find_attributions(parse(text))


def _words(text: str) -> list[Said]:
    return [
        (
            a.source and a.source.quote(text),
            a.cue.quote(text) if a.cue else "",
            tuple(s.quote(text) for s in a.content),
        )
        for a in _read(text)
    ]


def _chain(text: str, act: str, outlet: str | None = None) -> list[str]:
    at = text.index(act)
    header = Header("report-1", outlet=outlet)
    return [link.words for link in chain_for(_read(text), at, at + len(act), header)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The source said that two women had been taken away.",
            ("The source", "said", ("that two women had been taken away",)),
        ),
        (
            "“They came before dawn,” said Ms. Orlan, a baker in the town.",
            ("Ms. Orlan, a baker in the town", "said", ("“They came before dawn,”",)),
        ),
        (
            "According to two officials, forty people were sent back.",
            ("two officials", "According to", ("forty people were sent back",)),
        ),
        (
            "As the mayor put it, the town was asleep.",
            ("the mayor", "put", ("the town was asleep",)),
        ),
        (
            "In the minister's view, the camp was closed.",
            ("the minister's", "view", ("the camp was closed",)),
        ),
        (
            "The market, the trader said, was closed for a week.",
            ("the trader", "said", ("The market", "was closed for a week")),
        ),
        (
            "Forty people were sent back, a trader said, and ten were released.",
            ("a trader", "said", ("Forty people were sent back", "ten were released")),
        ),
        ("Mr. Velt denied holding the women.", ("Mr. Velt", "denied", ("holding the women",))),
        (
            "The governor criticised the police for the raid.",
            ("The governor", "criticised", ("the police for the raid",)),
        ),
        (
            "The guards ordered the prisoners to kneel.",
            ("The guards", "ordered", ("the prisoners to kneel",)),
        ),
        (
            "A 2018 report by Border Watch says that forty people were sent back.",
            ("A 2018 report by Border Watch", "says", ("that forty people were sent back",)),
        ),
        ("Poll: most people fear arrest", ("Poll", ":", ("most people fear arrest",))),
        (
            "Three held after raid on hostel, police say",
            ("police", "say", ("Three held after raid on hostel",)),
        ),
    ],
)
def test_a_cue_gives_its_source_and_what_is_said(text: str, expected: Said) -> None:
    assert expected in _words(text)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("She is said to have died in custody.", "is said"),
        ("Two men reportedly crossed the river.", "reportedly"),
        ("It is believed that she was sent back.", "is believed"),
    ],
)
def test_a_passive_report_has_no_source(text: str, cue: str) -> None:
    assert [(a.source, a.cue and a.cue.quote(text)) for a in _read(text)] == [(None, cue)]


def test_nouns_open_what_is_said() -> None:
    text = (
        "The allegations that guards beat the women were read out. "
        "Her plan to leave the town worried him."
    )
    found = {(source, cue) for source, cue, _ in _words(text)}
    assert {(None, "allegations"), ("Her", "plan")} <= found


def test_a_quotation_is_carried_over_sentences_and_paragraphs() -> None:
    text = (
        "“They took my sister at night,” the woman said. “We asked at the station.”\n\n"
        "“We never saw her again.\n\n“They told us nothing.”\n\nThe police denied it."
    )
    first, second = _words(text)
    assert first[0] == "the woman"
    assert first[2][-1] == "“They told us nothing.”"
    assert len(first[2]) == 4
    assert second[:2] == ("The police", "denied")


def test_a_verb_of_saying_introduces_a_quotation_in_the_next_paragraph() -> None:
    text = "The woman told this paper:\n\n“They took my sister at night and never said why.”"
    assert _words(text)[0][2] == ("“They took my sister at night and never said why.”",)


def test_the_parser_does_not_join_what_a_paragraph_parts() -> None:
    text = "The market was closed\n\nThe trader said the road was open."
    assert _words(text) == [("The trader", "said", ("the road was open",))]


def test_a_wish_inside_what_is_said_is_part_of_it() -> None:
    text = "The trader said the governor wants to close the market."
    assert [a.saying for a in _read(text)] == [Saying.SAYS]


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("Neighbours fear that more people will be arrested.", Saying.THINKS),
        ("The ministry plans to build a fence.", Saying.INTENDS),
        ("The committee urged the government to release the children.", Saying.ORDERS),
        ("The union supports the strike.", Saying.FEELS),
    ],
)
def test_stances_are_told_from_statements(text: str, saying: Saying) -> None:
    assert [a.saying for a in _read(text)] == [saying]


def test_unnamed_sources_keep_their_register() -> None:
    text = (
        "A source in the province said two women were taken. Another source said it was three. "
        "“I saw the lorry,” the second source said. He said the lorry had no plates. "
        "The first source said the women were sent back."
    )
    registers = [a.link.register for a in _read(text) if a.link]
    assert registers[0] == registers[-1]
    assert registers[1] == registers[2] == registers[3]
    assert registers[0] != registers[1]


def test_who_and_the_mother_are_the_one_they_stand_for() -> None:
    text = (
        "The detainee's mother, who lives in the south, said her daughter was ill. "
        "The mother said the prison was cold. The aunt said it was closed."
    )
    links = [a.link for a in _read(text) if a.link and a.saying is Saying.SAYS]
    assert [link.register for link in links] == [1, 1, 2]
    assert {link.kind for link in links} == {SourceKind.RELATIVE}


@pytest.mark.parametrize(
    ("source", "kind", "connection"),
    [
        ("A witness", SourceKind.EYEWITNESS, Connection.WITNESS),
        ("A man who saw the raid", SourceKind.EYEWITNESS, Connection.WITNESS),
        ("A former detainee", SourceKind.PARTICIPANT, Connection.VICTIM),
        ("Her brother", SourceKind.RELATIVE, Connection.RELATIVE),
        ("A neighbour", SourceKind.NEIGHBOUR, Connection.ACQUAINTANCE),
        ("Kim, a neighbour,", SourceKind.NEIGHBOUR, Connection.ACQUAINTANCE),
        ("A source", SourceKind.ANONYMOUS, Connection.UNKNOWN),
        ("A police officer", SourceKind.ANONYMOUS, Connection.OFFICIAL),
        ("Two officials", SourceKind.ANONYMOUS, Connection.OFFICIAL),
        ("Prosecutors", SourceKind.ORGANISATION, Connection.OFFICIAL),
        ("Police Colonel Adan Orry", SourceKind.NAMED_OFFICIAL, Connection.OFFICIAL),
        ("The foreign minister", SourceKind.NAMED_OFFICIAL, Connection.OFFICIAL),
        ("The ministry", SourceKind.ORGANISATION, Connection.OFFICIAL),
        ("A rights group", SourceKind.ORGANISATION, Connection.ORGANISATION),
        ("A 2018 report", SourceKind.DOCUMENT, Connection.UNKNOWN),
        ("The newspaper", SourceKind.OUTLET, Connection.MEDIA),
    ],
)
def test_the_kind_of_source_follows_its_head_word(
    source: str, kind: SourceKind, connection: Connection
) -> None:
    links = [a.link for a in _read(f"{source} said that two women were sent back.") if a.link]
    says = [link for link in links if link.cue == "said"]
    assert [(link.kind, link.connection) for link in says] == [(kind, connection)]


@pytest.mark.parametrize(
    ("text", "act", "chain"),
    [
        (
            "A cellmate told her brother, who told us, that she had been beaten.",
            "beaten",
            ["A cellmate", "her brother", "Northern Courier"],
        ),
        (
            "A cellmate told her brother, who told us that she had been beaten.",
            "beaten",
            ["A cellmate", "her brother", "Northern Courier"],
        ),
        (
            "He said he had heard from a guard that three people died.",
            "died",
            ["a guard", "He", "Northern Courier"],
        ),
        (
            "Mr. Han said he was told by a soldier that the women were sent back.",
            "sent back",
            ["a soldier", "Mr. Han", "Northern Courier"],
        ),
        (
            "The Border Daily reported, citing two officials, that the crossing was closed.",
            "closed",
            ["two officials", "The Border Daily", "Northern Courier"],
        ),
        (
            "“A guard told my mother that she died,” said the woman.",
            "died",
            ["A guard", "the woman", "Northern Courier"],
        ),
        (
            "We reported in May that ten people were held.",
            "held",
            ["this outlet", "Northern Courier"],
        ),
        ("We know that ten people were held.", "held", ["Northern Courier"]),
        ("Soldiers closed the road.", "closed", ["Northern Courier"]),
        ("The official did not say how many were held.", "held", ["Northern Courier"]),
        ("The spokesman declined to say how many were held.", "held", ["Northern Courier"]),
        ("The ministry plans to close the market.", "close", ["Northern Courier"]),
    ],
)
def test_the_chain_runs_from_who_knows_to_the_outlet(text: str, act: str, chain: list[str]) -> None:
    assert _chain(text, act, "Northern Courier") == chain


def test_an_outlet_without_a_name_is_this_outlet() -> None:
    assert _chain("Soldiers closed the road.", "closed") == ["this outlet"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ministry denied the report.", ResponseKind.DENIAL),
        ("Officials denied holding the women.", ResponseKind.DENIAL),
        ("The embassy said the allegations were false.", ResponseKind.DENIAL),
        ("Allegations that guards beat them have been denied.", ResponseKind.DENIAL),
        ("Police neither confirmed nor denied the arrests.", ResponseKind.NO_COMMENT),
        ("The spokeswoman declined to comment on the raid.", ResponseKind.NO_COMMENT),
        ("The prison did not respond to a request for comment.", ResponseKind.NO_COMMENT),
        ("Officials could not be reached for comment.", ResponseKind.NO_COMMENT),
        ("The embassy had no comment.", ResponseKind.NO_COMMENT),
        ("The bureau did not reply.", ResponseKind.NO_COMMENT),
        ("The prosecutor was not available for comment.", ResponseKind.NO_COMMENT),
        ("Authorities acknowledged that two women died.", ResponseKind.ACKNOWLEDGEMENT),
        ("The governor admitted the raid.", ResponseKind.ACKNOWLEDGEMENT),
    ],
)
def test_answers_are_told_apart(text: str, kind: ResponseKind) -> None:
    doc = parse(text)
    found = responses(doc, find_attributions(doc))
    assert [k for _, k in found] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The trader said the market was closed.",
        "The governor did not deny the report.",
        "Villagers believe that she died.",
        "A court denied bail to the driver.",
        "The union rejected the offer.",
        "The boy was admitted to the hospital.",
        "I confirmed the date.",
        "Photographs confirmed the death.",
        "The doctor did not comment on her looks to the nurse, who was reached by phone.",
    ],
)
def test_other_statements_are_no_denial_or_acknowledgement(text: str) -> None:
    doc = parse(text)
    kinds = {k for _, k in responses(doc, find_attributions(doc))}
    assert not kinds & {ResponseKind.DENIAL, ResponseKind.ACKNOWLEDGEMENT}


def test_the_words_of_a_source_are_not_printed() -> None:
    (found,) = _read("Adan Orry, a trader, said the market was closed.")
    assert found.link is not None
    assert "Orry" in found.link.words
    assert "Orry" not in repr(found)
