"""The many ways reports of the field put violence, deaths, money, papers, threats and answers.

Each sentence is invented. Beside what must be read stands what looks like it and is harmless.
"""

from datetime import date
from functools import cache

import pytest

from bearwitness.extract import extract
from bearwitness.extract.saying.denying import answer_by_form, by_sentence
from bearwitness.model.claim import Claim, ClaimKind, Modality
from bearwitness.model.report import Header
from bearwitness.model.source import Attribution
from bearwitness.model.span import Span
from bearwitness.reference.parse import parse

HEADER = Header(id="report-invented", published=date(2023, 5, 4))


@cache
def claims(text: str) -> tuple[Claim, ...]:
    return extract(parse(text), HEADER).claims


def acts(text: str) -> set[str]:
    """The acts that a text says happened."""
    told = (c for c in claims(text) if c.kind in {ClaimKind.EVENT, ClaimKind.PATTERN})
    return {str(c.act) for c in told if c.modality is Modality.ASSERTED}


def answers(text: str) -> list[str]:
    """The kinds of answer in a text, in its order."""
    found = (c.detail.response for c in claims(text) if c.kind is ClaimKind.RESPONSE and c.detail)
    return [str(kind.value) for kind in found if kind]


READ = {
    "ill-treatment": [
        "Prison guards laid into the five Eritreans with rifle butts.",
        "The detainees were made to kneel on gravel for six hours.",
        "We went without water for two days in the prison.",
        "The guards gave us nothing to eat for three days.",
        "An officer stamped on her hand.",
        "Guards dragged an old woman by the hair across the yard.",
        "Her wrists were bound with wire.",
        "His jaw was broken by a guard.",
        "The dogs were let loose on the migrants by the patrol.",
        "She was thrown to the ground and stepped on by policemen.",
        "He got a kick in the stomach from a soldier.",
    ],
    "torture": [
        "Agents hung him from the ceiling by his ankles.",
        "A guard pressed a lit cigarette into his arm.",
        "They pulled out two of his fingernails.",
        "Officers attached wires to his toes.",
        "The soles of his feet were beaten with a hose.",
        "A plastic bag was pulled over his head.",
        "His ear was cut off by the kidnappers.",
    ],
    "death in custody": [
        "A Uyghur scholar of 52 died in a Kashgar prison in March.",
        "He fell ill in the jail at Ranong. He died there three days later.",
        "She was found hanged in her cell.",
        "Two women lost their lives in the Tumen detention centre.",
        "A detainee of 19 passed away in the immigration jail in Songkhla.",
    ],
    "killing": [
        "Seven were mown down as they ran from the soldiers.",
        "The smugglers threw nine people overboard, and three drowned.",
        "Thirty people froze to death after they had been pushed back across the river.",
        "They were lined up and shot.",
    ],
    "wounding": [
        "A bullet struck a girl of nine in the shoulder.",
        "Three men were wounded by pellets fired by police.",
    ],
    "use of force": [
        "Warning shots were fired over the dinghy.",
        "A patrol boat rammed the dinghy.",
        "Border police sprayed them with pepper.",
        "Soldiers fired over our heads.",
    ],
    "sexual violence": [
        "A guard forced himself on her in the storeroom.",
        "Policemen groped the girls during the search.",
        "She was forced to undergo an abortion.",
    ],
    "forced marriage": [
        "The broker gave her to a farmer as a wife.",
        "She was compelled to become the wife of a fighter.",
    ],
    "trafficking": [
        "He was sold three times before he reached Tripoli.",
        "The men were tricked into a scam centre in Myawaddy.",
        "She fell into the hands of traffickers.",
    ],
    "forced labour": [
        "The prisoners had to dig trenches for the army.",
        "He was made to carry ammunition for the soldiers.",
        "Villagers were pressed into service as porters by the army.",
    ],
    "extortion or bribe": [
        "He paid 600 dollars to be let go.",
        "The kidnappers asked his mother for 10,000 dollars.",
        "Police at the checkpoint want money from every bus.",
        "We were told to pay 300 euros or go back to jail.",
        "He bought his way out of the cell for two million rials.",
    ],
    "confiscation": [
        "They took our phones and our money.",
        "Border guards relieved them of their shoes and jackets.",
        "The police kept her passport.",
        "The gendarmes burned the blankets and tents of the migrants.",
    ],
    "biometric collection": [
        "Officers scanned her irises.",
        "Police swabbed the mouths of the Uyghur workers.",
    ],
    "surveillance": [
        "Plainclothes officers followed her for a week.",
        "Police come to the house every Friday to see whether she is there.",
    ],
    "threat": [
        "She was told that she would be shot if she talked.",
        "The smuggler said he would sell her if the money did not come.",
        "Men came to the shop and said that next time they would burn it down.",
        "The consul hinted that his sister would lose her job unless he returned.",
        "An officer put a pistol to his head.",
    ],
    "denial of medical care": [
        "The guards refused to call a doctor.",
        "The hospital turned her away because she had no papers.",
        "The detainees get no medicine.",
        "No doctor was allowed to see him in the prison.",
        "She gave birth in the cell without a midwife.",
    ],
    "statelessness of a child": [
        "The boy was refused a birth certificate.",
        "The hospital would not register the birth.",
    ],
}

HARMLESS = [
    "Workers demanded higher wages from the company.",
    "The minister wanted 200 million dollars for new roads.",
    "She sent her mother 200 dollars every month.",
    "She took her phone and called her sister.",
    "He kept his passport in a drawer.",
    "The nurse took his blood pressure.",
    "The old man died at home in his sleep.",
    "His mother died while he was in prison.",
    "The boat sank in a storm and two fishermen drowned.",
    "Three hikers died of cold in the Alps.",
    "The doctor did not come to the party.",
    "She had to stand in the queue for an hour to buy tickets.",
    "She lived with him as his wife for thirty happy years.",
    "Soldiers fired a salute over the grave.",
    "The ship rammed an iceberg.",
    "Police said that the road would be closed if it snowed.",
    "The coach told his players that they would win if they trained harder.",
    "She told us that she would be arrested if she went home.",
    "Police told reporters that the suspects would be charged on Monday.",
    "The union threatened to strike.",
    "Drought threatens farmers in the north.",
    "He tied his horse to a tree.",
    "He broke his arm when he fell from a ladder.",
    "Volunteers worked without pay at the festival.",
    "The men were lined up for a photograph.",
    "The refugees were treated at the clinic and given medicine.",
    "The detainees were allowed to see a doctor.",
    "Her son was refused a visa.",
]

MINE = frozenset(READ)


@pytest.mark.parametrize(
    ("act", "text"), [(act, text) for act, texts in READ.items() for text in texts]
)
def test_an_act_is_read_in_the_words_of_the_field(act: str, text: str) -> None:
    assert act in acts(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_sounds_like_an_act_gives_none(text: str) -> None:
    assert not acts(text) & MINE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ministry said that there were no such prisoners in the country.", "denial"),
        ("The bureau stated that the detainees had been given timely care.", "denial"),
        ("A spokesman for the ministry called the accounts pure fabrication.", "denial"),
        ("The agency says that all of them had asked to go home.", "denial"),
        ("The governor's office rejected any insinuation of collusion.", "denial"),
        (
            "The government stated that their cases were handled in accordance with the law.",
            "acknowledgement",
        ),
        ("The commander replied that this was a state secret.", "no comment"),
        ("She would not say how many had been held.", "no comment"),
        ("The gendarmerie in Edirne hung up.", "no comment"),
        ("The embassy has left two e-mails unanswered.", "no comment"),
    ],
)
def test_an_answer_needs_no_word_of_answering(text: str, kind: str) -> None:
    assert answers(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said there were no survivors of the crash.",
        "The company said that its workers were happy.",
        "The embassy said that the office would be closed on Friday.",
        "He has been denied access to a lawyer.",
        "The embassy acknowledged receipt of the letter.",
        "The agency had confirmed their cards.",
        "He hung up his coat.",
    ],
)
def test_what_is_no_answer_gives_none(text: str) -> None:
    assert answers(text) == []


def test_one_sentence_gives_one_answer_of_a_kind() -> None:
    text = "He replied that this was a state secret and put down the receiver."
    assert answers(f"A radio rang the police. {text}") in (["no comment"], [])


def test_what_is_threatened_is_no_act_of_its_own() -> None:
    text = "Officers told her that her brothers would be arrested unless she came home."
    assert acts(text) == {"threat"}
    assert {str(c.act) for c in claims(text)} == {"threat"}


def test_things_taken_are_taken_from_their_owners() -> None:
    claim = next(c for c in claims("Police took the two women's telephones.") if c.act)
    assert claim.affected is not None
    assert (claim.affected.min, claim.affected.sex) == (2, "female")


def test_care_that_was_not_given_is_no_denied_act() -> None:
    for text in (
        "The guards gave the sick woman no medicine.",
        "The guards did not call a doctor for the sick woman.",
        "The prisoners were left without medical care.",
    ):
        assert "denial of medical care" in acts(text)


def test_a_report_on_people_who_fled_drops_no_kind_of_act() -> None:
    first = "Police in Nimroz detained forty Afghan migrants near the border on Monday. "
    filler = "The office of the governor has twelve rooms and a garden with old trees. " * 22
    last = "In 2014 a guard beat a boy with a cable."
    header = Header(
        id="report-invented", title="A governor and a garden", published=date(2023, 5, 4)
    )
    told = extract(parse(first + filler + last), header).claims
    assert "ill-treatment" in {c.act for c in told}


@pytest.mark.parametrize(
    "text",
    [
        "Under the law on public order she was fined.",
        "He was removed under Resolution 325.",
        "The order rests on the anti-torture act of 2022.",
    ],
)
def test_a_national_law_is_cited_by_its_shape(text: str) -> None:
    norms = [c for c in claims(text) if c.kind is ClaimKind.NORM and c.detail]
    assert [c.detail.norm for c in norms if c.detail] == ["national law"]


def test_what_an_association_believes_of_many_people_is_an_estimate() -> None:
    text = "An association of mothers believes that more than 400 people have disappeared here."
    assert ClaimKind.ESTIMATE in {c.kind for c in claims(text)}
    few = "An association of mothers believes that two men have disappeared here."
    assert ClaimKind.ESTIMATE not in {c.kind for c in claims(few)}


def test_a_saying_of_which_no_word_is_left_answers_nothing() -> None:
    doc = parse("The ministry said so.")
    said = Attribution(Span(0, 12), Span(13, 17), (Span(17, 18),))
    assert answer_by_form(doc, said) is None
    assert by_sentence(doc, said) == [said]
