"""Answers told by the form of the words: what is said not to be so, kept silent on, or owned."""

import pytest

from bearwitness.extract.attributions import find_attributions, responses
from bearwitness.model.claim import ResponseKind
from bearwitness.reference.parse import parse_many

DENIALS = [
    "The chief of the camp told us that no inmate is sent away at night.",
    "The Commissioner for Refugees states that he knows of no transfer.",
    "The ministry wrote that the rights of all were respected.",
    "The ministry replied that it acts with respect for human dignity.",
    "The prefect called it a settling of old scores.",
    "The police say she went home by her own consent.",
    "The border service has no record of a removal.",
    "Relatives say the men were sold on by guards, which the authorities in Sabha deny.",
    "The governor's office speaks of voluntary returns.",
    "The embassy called our questions insulting.",
    "The prosecutors see no sign of a crime.",
    "The coast guard tells us on the phone that there was no such boat.",
    "The consul said that they were travelling home with dignity.",
    "The ministry wrote that the women had come on a voluntary and lawful basis.",
    "The border police told the magazine that there had been no shooting.",
    "The police command said that nobody in its cells had been struck.",
    "The ministry says that none of its officers crossed the river.",
    "The prison directorate insists that no inmate died of thirst.",
    "The army maintains that its men never entered the village.",
    "The immigration service told parliament that it keeps no children in cells.",
    "A ministry spokesman said the family had not been separated.",
    "The governor told reporters that not a single person was turned away at the gate.",
    '"We do not return anybody to danger," said the interior minister.',
    "The coast guard says its crew did not fire.",
    "The consulate wrote that he had never been in its custody.",
    "The embassy told the family that his name is on no list.",
    'The security directorate labelled the report "a tissue of lies".',
    "The commander branded the testimonies fictitious.",
    "The regional governor dismissed the film as enemy propaganda.",
    "The ministry deemed the complaint wholly unfounded.",
    "The minister rejected the idea that anyone had been pushed back.",
    "The spokeswoman rejects that force was used.",
    "The ministry disputes that the boat was in its waters.",
    "The police contested the account of the lawyers.",
    "The authorities blamed the deaths on the cold.",
    "The health directorate attributed her death to pneumonia.",
    "The police blamed a scuffle among the detainees.",
    "The governor told state television that they had left of their own free will.",
    "The district office says that all of the families moved voluntarily.",
    "The ministry said the forty had opted to go home.",
    "The embassy said the workers wished to leave.",
    "A police statement said the men had signed the papers freely.",
    "The prison service says detainees have access to a doctor at any time.",
    "The ministry said everyone is offered an interpreter and a hearing.",
    "The employer told the tribunal that she had never been locked in.",
    "The factory owner says that he keeps nobody's passport.",
    "The company insisted that no worker was paid less than agreed.",
    "The camp's management says nobody is struck there.",
    "The Immigration Department replied that it holds no such person.",
    "Colonel Darro told the assembly: I reject that word. Nobody was dragged.",
    'The deputy minister said that the accusation was "a figment of someone\'s imagination".',
    "The hospital director says that no patient is ever sent away.",
]
SILENCES = [
    "On Friday the consulate did not wish to comment.",
    'We wrote to the navy: "No comment on operations."',
    'She rang the prison: "No information by telephone."',
    "The ministry wouldn't say whether the men were charged.",
    "We asked the coast guard once more. No answer.",
    "The ministry left two letters unanswered.",
    "The consulate left our questions without an answer.",
    "A spokesman would neither confirm nor deny the transfer.",
    "The police would not confirm or deny that he was held.",
    "The governor's office neither confirmed nor denied it.",
    "The ministry ignored three requests for an interview.",
    "The minister sidestepped a question on the camp.",
    "The commander brushed aside questions about the dead.",
    "The prefecture turned down a request for an interview.",
    "The police refused to be interviewed.",
    "The coast guard declined an interview.",
    "The general would say no more.",
    "The ministry has kept silent.",
    "The consulate kept its silence.",
    "The police have not reacted to the video.",
    "The ministry did not react.",
    "The embassy offered no explanation.",
    "The directorate has nothing to add.",
    "The spokesman said he had nothing to say on the matter.",
    "The Minister: I have no information about this.",
    "The ministry said it could not discuss single cases.",
    "Nobody at the consulate picked up the telephone.",
    "No one at the ministry could be reached.",
    "The prison would not be drawn on the number.",
    "The bureau hung up on our reporter.",
    "The prosecutor has yet to answer.",
    "The company did not get back to us.",
    "There was no word from the police.",
    "The army said nothing.",
]
ACKNOWLEDGEMENTS = [
    "The navy says it fired in self-defence.",
    "The embassy answered that the man was returned within the framework of an agreement.",
    "A ministry spokeswoman said that the procedure had been followed.",
    "The minister told the house that it was a mistake, for which he apologised.",
    "The police chief regretted the death.",
    "The governor defended the operation as necessary.",
    "The ministry called the removals lawful.",
    'The minister spoke of "necessary measures".',
    "The ministry justified the raid.",
    "The army said that mistakes had been made.",
    "The spokesman described the use of batons as proportionate.",
    "The Deputy Minister: That was an error of the department.",
    "The border service owned that twelve had been taken back.",
    "The police said the officer had acted wrongly and was suspended.",
    'The state\'s lawyer called the beatings "isolated incidents".',
]
NO_ANSWERS = [
    "Police said no suspects were arrested.",
    "A nurse confirmed a gunshot wound.",
    "The appeal court confirmed the sentence of two years.",
    "A stranger rang at night. She did not answer.",
    "Since Tuesday her number does not answer.",
    "The asylum office rejected her asylum claim.",
    "He showed the card, which the soldiers tore up.",
    "Volunteers say that voluntary returns are offered at the camp.",
    "Police said no one has claimed responsibility for the blast.",
    "The ministry said no arrests had been made.",
    "The police said the suspect has not been identified.",
    "The judge said there was not enough evidence.",
    "The government said that the border would not open before June.",
    "The UN said it had no access to the camp.",
    "A spokesman for the refugee agency said that people had no food.",
    "The rights group says nobody has been prosecuted.",
    "The mayor said that the bridge is not safe.",
    "The migration office rejected her application.",
    "The court dismissed the appeal.",
    "The ministry refused a request for a visa.",
    "The police ignored her complaint.",
    "The monitor says that none of the families has heard from them.",
    "The ministry said it will not reopen the crossing.",
    "The officer said that she could not stay.",
    "The guard told them nobody would help them.",
    "The policeman told him that he had no right to a lawyer.",
    "The soldier said that there was no road back.",
    "The prosecutor said the men had not paid their debts.",
    "The charity said that it turned down money from the state.",
    "The minister described the border as quiet.",
    "The union called the law absurd.",
    "The police told her that her husband was not there.",
    "The woman said she had never seen a lawyer.",
    "The guards never told him why.",
    "The ministry said that the number did not include minors.",
    "The interior minister blamed smugglers.",
    "The governor spoke of new measures.",
    "Police blamed the gang for the killing.",
]


def answers(texts: list[str]) -> dict[str, set[ResponseKind]]:
    """The kinds of answer in each text."""
    docs = parse_many(texts)
    return {
        text: {kind for _, kind in responses(doc, find_attributions(doc))}
        for text, doc in zip(texts, docs, strict=True)
    }


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (DENIALS, ResponseKind.DENIAL),
        (SILENCES, ResponseKind.NO_COMMENT),
        (ACKNOWLEDGEMENTS, ResponseKind.ACKNOWLEDGEMENT),
    ],
)
def test_an_answer_is_told_by_the_form_of_its_words(texts: list[str], kind: ResponseKind) -> None:
    assert {text: kinds for text, kinds in answers(texts).items() if kind not in kinds} == {}


def test_what_is_left_open_to_come_or_said_by_others_is_no_answer() -> None:
    assert {text: kinds for text, kinds in answers(NO_ANSWERS).items() if kinds} == {}


def test_each_sentence_behind_a_name_and_a_colon_is_an_answer_of_its_own() -> None:
    (kinds,) = answers(
        ["The Deputy Minister: No one was struck. That was an error of the office."]
    ).values()
    assert kinds == {ResponseKind.DENIAL, ResponseKind.ACKNOWLEDGEMENT}


def test_a_pronoun_answers_as_the_body_it_stands_for() -> None:
    (kinds,) = answers(
        ["The ministry says the gate is open. It rejects that anybody was turned away."]
    ).values()
    assert kinds == {ResponseKind.DENIAL}


def test_answers_are_given_without_a_word_of_saying_too() -> None:
    expected = {
        "The police have no record of the woman.": ResponseKind.DENIAL,
        "The ministry issued a denial.": ResponseKind.DENIAL,
        "The minister does not accept the findings.": ResponseKind.DENIAL,
        "The prison governor apologised to the family.": ResponseKind.ACKNOWLEDGEMENT,
        "The Interior Ministry expressed regret for the death.": ResponseKind.ACKNOWLEDGEMENT,
    }
    assert {text: kind for text, (kind,) in answers(list(expected)).items()} == expected
    others = ["The charity has no record of the woman.", "The police have no petrol."]
    assert not any(answers(others).values())
