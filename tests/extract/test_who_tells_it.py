"""Who tells what: participants, testimonies, members of groups, pronouns, sayings set off."""

import pytest

from bearwitness import read_text

PARTICIPANT, ANONYMOUS, ORGANISATION = "participant", "anonymous source", "organisation"


def kinds(text: str, words: str) -> list[str]:
    """The kinds of the chain of the claim that has `words` in the words of its act."""
    claim = next(
        c
        for c in read_text(text, outlet="Marl Courier", published="2024-06-03").claims
        if any(words in e.exact for e in c.evidence_for("act"))
    )
    return [str(link.kind) for link in claim.attribution[:-1]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A carpenter from Hama said he had been held for nine days in a cellar.", "held"),
        ("The two told investigators that they had been tortured by police in Mersin.", "tortured"),
        ("A Syrian in Adana said he was deported in May.", "deported"),
        ("A weaver of 28 gave evidence that she had been sold in Hebei.", "sold"),
        ("Eight men were arrested in Kassala. They said that officers beat them.", "beat"),
        ("“They beat us with cables,” said a young nurse.", "beat"),
        ("The injured said that soldiers beat them with rifle butts.", "beat"),
        ("Police detained an engineer in May. The engineer told us that guards beat him.", "beat"),
    ],
)
def test_those_to_whom_it_was_done_are_participants(text: str, words: str) -> None:
    assert kinds(text, words) == [PARTICIPANT]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("A source in the province said that he was executed in March.", "executed", ANONYMOUS),
        ("His brother said that he was arrested at the airport.", "arrested", "relative"),
        ("The judge said he had been detained without a reason.", "detained", "named official"),
        ("The police arrested Ahmed Sarwan in May. A trader said he was beaten.", "beaten",
         ANONYMOUS),
        ("The priest who runs the hostel said that three women were freed on Sunday.", "freed",
         ANONYMOUS),
    ],
)  # fmt: skip
def test_who_speaks_of_somebody_else_is_no_participant(
    text: str, words: str, expected: str
) -> None:
    assert kinds(text, words) == [expected]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“Three of us were beaten at the station,” said a baker.", "beaten"),
        ("“Guards beat some of us with cables,” said a man who gave no name.", "beat"),
        ("Dear brother, I write from the camp. Last week soldiers came to our huts. Eleven of us "
         "were arrested and driven to Kars. I could not sleep. We have no bread.", "arrested"),
    ],
)  # fmt: skip
def test_who_tells_what_was_done_to_some_of_us_is_a_participant(text: str, words: str) -> None:
    assert kinds(text, words) == [PARTICIPANT]


def test_who_tells_what_was_done_to_some_of_them_is_no_participant() -> None:
    text = "A woman said that two of them were arrested in Kars."
    assert kinds(text, "arrested") == [ANONYMOUS]


def test_what_was_done_to_the_speaker_is_theirs_in_the_sentences_after() -> None:
    text = "A tailor from Idlib told us that he was arrested at the bridge. Guards beat him twice."
    assert kinds(text, "beat") == [PARTICIPANT]


def test_a_testimony_ends_where_somebody_else_speaks_or_is_spoken_of() -> None:
    text = "A tailor told us that he was arrested in May. Guards beat two other men the next day."
    assert kinds(text, "beat") == []


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers took the phones and beat the men, a shepherd of 24 said in a voice message.",
        "In the barracks, the shepherd testified, the men were beaten, and at night sent away.",
        "Soldiers beat the men, the shepherd said by telephone, and then drove them away.",
    ],
)
def test_a_saying_between_commas_holds_the_rest_of_its_sentence(text: str) -> None:
    assert kinds(text, "beat") == [ANONYMOUS]


def test_what_follows_a_semicolon_does_not_hold_what_stands_before() -> None:
    text = "Residents beat two men; the police chief later said that his men had talked to all."
    assert kinds(text, "beat") == []


def test_what_follows_a_colon_is_said_by_the_one_behind_it() -> None:
    text = "A third source gave another account: he said the men had been arrested by gendarmes."
    assert kinds(text, "arrested") == [ANONYMOUS]


def test_they_are_those_the_sentence_before_is_about() -> None:
    text = (
        "The ministry said that nobody was hurt.\n\n"
        "Two teachers left the town in 2016. They testified that soldiers arrested a boy."
    )
    assert kinds(text, "arrested") == [ANONYMOUS]


def test_one_of_a_group_told_of_is_what_the_group_is() -> None:
    text = (
        "Residents of Vard told the paper that officers came at night. "
        "One, a teacher, said that officers arrested two families."
    )
    assert kinds(text, "arrested") == ["neighbour"]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("A Uyghur in Norway said that police arrested three traders.", "arrested", ANONYMOUS),
        ("The Solidarity Kitchen of Vard said that soldiers beat two boys.", "beat", ORGANISATION),
        ("One of the villagers said that soldiers beat two boys.", "beat", "neighbour"),
        ("A woman who got off and watched the search told us that police arrested a man.",
         "arrested", "eyewitness"),
        ("It was learned that police arrested two men in Vard.", "arrested", None),
    ],
)  # fmt: skip
def test_kinds_of_names_parts_and_witnesses(text: str, words: str, expected: str | None) -> None:
    assert kinds(text, words) == ([expected] if expected else [])


def test_who_was_told_of_something_vouches_for_having_been_told() -> None:
    text = "The experts are alarmed at information that police in Vard detained a woman."
    assert kinds(text, "detained") == [ORGANISATION]


def test_claiming_asylum_says_nothing() -> None:
    assert kinds("A man who claimed asylum was deported on Monday.", "deported") == []


def test_a_mother_who_tells_of_her_family_gives_testimony() -> None:
    text = (
        "My son was six when we came over the bridge. I signed a paper I could not read. "
        "My brother waited for us in the town. They deported my son in May. "
        "I asked every officer where he was."
    )
    assert kinds(text, "deported") == [PARTICIPANT]


def test_an_office_that_says_we_gives_no_testimony() -> None:
    text = (
        "We wrote of the case in May. We have since learned that police arrested two men. "
        "We asked the ministry for an answer. We stand by what we wrote."
    )
    assert PARTICIPANT not in kinds(text, "arrested")


def test_what_was_only_seen_is_no_source() -> None:
    text = "The woman spent nine months in a camp, where she saw guards beat two men."
    assert kinds(text, "beat") == []


def test_unmarked_speech_behind_a_colon_goes_on_to_the_end_of_the_paragraph() -> None:
    text = (
        "The commander spoke to our reporter. He added: On Monday a car did not stop. "
        "Agents arrested three of its passengers.\n\nPolice detained two other men on Tuesday."
    )
    assert kinds(text, "arrested") == ["named official"]
    assert kinds(text, "detained") == []


def test_a_section_headed_by_who_tells_it_is_theirs() -> None:
    text = (
        "WHAT THE RESIDENTS TELL US: Soldiers came at night. They arrested three men.\n\n"
        "WHAT WE DO NOT KNOW: Soldiers beat two others on the road, perhaps."
    )
    assert kinds(text, "arrested") == ["neighbour"]
    assert kinds(text, "beat") == []


def test_a_note_that_names_its_contacts_first_is_theirs() -> None:
    text = "From two contacts, not to be named: police arrested a family of four on Monday."
    assert kinds(text, "arrested") == [ANONYMOUS]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Two women who were in the cell wrote to us that guards beat an old man.", "beat",
         PARTICIPANT),
        ("A man who came out in May told us that guards beat two others.", "beat", PARTICIPANT),
        ("A nun who runs a school told us that guards beat two others.", "beat", ANONYMOUS),
        ("A woman told the judges that she had been sold by her uncle and that a guard raped her.",
         "raped", PARTICIPANT),
        ("Many traders said that border guards arrested them in June.", "arrested", PARTICIPANT),
        ("Three sources said that border guards arrested them in June.", "arrested", ANONYMOUS),
        ("Counsel for the ministry said that police detained two men.", "detained", ORGANISATION),
    ],
)  # fmt: skip
def test_who_was_there_and_who_was_not(text: str, words: str, expected: str) -> None:
    assert kinds(text, words) == [expected]


def test_a_trade_told_beside_a_source_names_it_again() -> None:
    text = (
        "The first, a mason of 34, told us that he had been arrested in Vard. "
        "The mason said that guards beat an old man."
    )
    assert kinds(text, "beat") == [PARTICIPANT]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("From what was related by a neighbour of the family, soldiers beat the men.", "beat",
         "neighbour"),
        ("In the statement made by the governorship, it was said that police arrested two men.",
         "arrested", ORGANISATION),
        ("In a letter read out in court, it was said that police arrested two men.", "arrested",
         "document"),
    ],
)  # fmt: skip
def test_who_is_behind_a_passive_is_found_in_the_words_before_it(
    text: str, words: str, expected: str
) -> None:
    assert kinds(text, words) == [expected]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Residents told the group's local partner that soldiers arrested nine men.", "arrested",
         ["neighbour"]),
        ("A neighbour heard from the mother that the boy was deported.", "deported",
         ["relative", "neighbour"]),
        ("Her sister learned from a freed prisoner that she was beaten.", "beaten",
         [PARTICIPANT, "relative"]),
        ("Local media said police arrested 12 people, citing a police officer.", "arrested",
         [ANONYMOUS, "outlet"]),
        ("The Monitor said in a report that 30 people were deported.", "deported",
         [ORGANISATION]),
        ("The Monitor was able to establish that police deported 40 people.", "deported",
         [ORGANISATION]),
        ("The monitors recorded 40 cases in which police beat migrants.", "beat", [ORGANISATION]),
        ("Many of those deported said that police had beaten two women.", "beaten", [PARTICIPANT]),
        ("A man from Vard, who was in the truck, said soldiers beat a boy.", "beat",
         [PARTICIPANT]),
    ],
)  # fmt: skip
def test_relays_and_clauses_that_the_parser_hung_elsewhere(
    text: str, words: str, expected: list[str]
) -> None:
    assert kinds(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("An old woman said that soldiers shot her son.", "shot", "relative"),
        ("A source said that soldiers shot his son.", "shot", ANONYMOUS),
        ("The trader said that soldiers shot her son.", "shot", "relative"),
        ("His employer said that officers beat him.", "beat", ANONYMOUS),
        ("A fellow student said that officers beat him.", "beat", ANONYMOUS),
    ],
)
def test_who_tells_of_their_own_family_is_a_relative(text: str, words: str, expected: str) -> None:
    assert kinds(text, words) == [expected]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("The experts described one case. A woman was allegedly beaten.", ORGANISATION),
        ("The ministry denied it. A woman was allegedly beaten.", ANONYMOUS),
        ("The experts described one case. A woman was reportedly beaten.", ANONYMOUS),
        ("The experts described one case.\n\nA woman was allegedly beaten.", ANONYMOUS),
    ],
)
def test_what_is_alleged_after_a_body_has_spoken_is_that_bodys(told: str, expected: str) -> None:
    assert kinds(told, "beaten") == [expected]


def test_a_speaker_hung_on_what_is_said_is_still_the_speaker() -> None:
    text = (
        "Border units fired at groups of migrants, killing two men since the beginning of the "
        "year, UN human rights experts* said today, citing survivors."
    )
    assert kinds(text, "killing") == [PARTICIPANT, ORGANISATION]


DEBATE = (
    "The Deputy Minister of the Interior: I thank the House. Thirty men were arrested in Sorde.\n\n"
    "In May, twelve men were deported from Sorde to Chad.\n\n"
    "Member for Ostrel: I ask again. My constituents tell me of beatings.\n\n"
    "The Deputy Minister: I have answered."
)


@pytest.mark.parametrize("words", ["arrested", "deported"])
def test_whoever_has_the_floor_keeps_it_over_paragraphs(words: str) -> None:
    assert kinds(DEBATE, words) == ["named official"]


def test_a_written_reply_is_the_ministers() -> None:
    text = "Mr Ode asked the Minister of Home Affairs:\n\n(1) How many?\n\nREPLY:\n\n"
    assert kinds(text + "(1) In 2023 nine men were deported.", "deported") == ["named official"]


def test_we_who_help_are_no_victims() -> None:
    text = (
        "We interviewed nine men. On 3 May police arrested two of our clients in Sorde. "
        "They took us aside and we documented it. We urge the mayor to act. Our lawyers met us."
    )
    assert PARTICIPANT not in kinds(text, "arrested")


def test_who_tells_only_of_kin_is_a_relative() -> None:
    text = (
        "I write about my sister. My sister was arrested in Sorde in May. My mother called me. "
        "I have no news, and my mother has none."
    )
    assert kinds(text, "arrested") == ["relative"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lela Orr of the Border Committee said that nine men were arrested.", ORGANISATION),
        ("The consulate general in Sorde said that nine men were arrested.", ORGANISATION),
        ("Spokesperson: Nine men were arrested on Monday.", "named official"),
        ("The hospital's management said that nine men were arrested.", ORGANISATION),
        ("In our opinion nine men were arrested without a reason.", None),
    ],
)
def test_bodies_are_told_by_more_than_their_head(text: str, expected: str | None) -> None:
    assert kinds(text, "arrested") == ([expected] if expected else [])


def test_what_is_said_goes_on_behind_a_semicolon() -> None:
    text = "A boy said that they crossed at night; he was shot in the leg."
    assert kinds(text, "shot") == [PARTICIPANT]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A man who was let go says that guards beat a boy.", PARTICIPANT),
        ("A driver who was waiting at the bridge said soldiers beat a boy.", "eyewitness"),
        ("The conscript on duty that night says that soldiers beat a boy.", "eyewitness"),
        ("A nurse who treated him said police beat him.", ANONYMOUS),
        ("The state news agency reported that soldiers beat nine men.", "outlet"),
    ],
)
def test_what_stands_beside_a_source_tells_what_it_is(text: str, expected: str) -> None:
    assert kinds(text, "beat") == [expected]


MASON = (
    "The mason, 30, had worked in Nouakchott for six years. “They closed the whole quarter.” His "
    "card had run out. {before} “They took my phone, and hit me with a cable.”"
)


@pytest.mark.parametrize("before", ["The gendarmes kept him three days.", "He slept in a yard."])
def test_a_quotation_of_nobody_is_told_by_whom_the_sentence_before_is_about(before: str) -> None:
    assert kinds(MASON.format(before=before), "hit") == [PARTICIPANT]


def test_a_quotation_of_nobody_is_told_by_a_name_with_an_age_before_it() -> None:
    text = "Amina, 26, is in the church house now. “They hit me with a cable.”"
    assert kinds(text, "hit") == [PARTICIPANT]


@pytest.mark.parametrize(
    "text",
    [
        "The road is long. “They hit me with a cable.”",
        "The town is full of refugees. “They hit me with a cable.”",
        "The mason sat in the yard.\n\n“They hit me with a cable.”",
    ],
)
def test_a_quotation_behind_no_person_stays_the_reports_own(text: str) -> None:
    assert kinds(text, "hit") == []


@pytest.mark.parametrize(
    "text",
    [
        "A bus driver said that on Monday he saw soldiers beat three men by the bazaar.",
        "A bus driver said he had watched soldiers beat three men by the bazaar.",
    ],
)
def test_who_says_that_they_saw_it_is_an_eyewitness(text: str) -> None:
    assert kinds(text, "beat") == ["eyewitness"]
