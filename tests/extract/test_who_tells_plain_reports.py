"""Who tells what in plain reports: lists, officials by office, voices, what is pointed back to."""

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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Six people who came by an earlier lorry say that they slept in a barn, were found by "
         "police, locked in a garage for a day and then driven back.", "locked"),
        ("Nine Eritreans have told the paper that they reached the fence, were beaten with sticks "
         "by masked men and were sent back before noon.", "beaten"),
        ("Three girls of 15 say that in Sorde soldiers asked them for money, one was raped behind "
         "the well.", "raped"),
    ],
)  # fmt: skip
def test_every_clause_of_a_list_is_told_by_who_tells_the_first(text: str, words: str) -> None:
    assert kinds(text, words) == ["participant"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ninety men were arrested at the docks, its regional director said.\n\nTan Roslan Idris "
         "told reporters that 40 of them were deported at once.", "deported"),
        ("Police director Faisal Rahim Hassan said the camp was quiet. Villagers protested. Faisal "
         "Rahim said that two men were arrested.", "arrested"),
        ("Two men were arrested, the commander of the post, Ivo Brann, told this paper.",
         "arrested"),
        ("Lt. Col. Arun Sakda of the Tavi police said that ten men were deported.", "deported"),
        ("The barn was raided at dawn, said Brigadier Omar Bu Hela of the detective department.",
         "raided"),
    ],
)  # fmt: skip
def test_a_name_is_the_official_told_of_by_office_rank_or_longer_name(
    text: str, words: str
) -> None:
    assert kinds(text, words) == ["named official"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Most arrivals report that they were arrested at building sites.", "arrested"),
        ("One defendant said that he was beaten in the first night.", "beaten"),
        ("Four women reported that guards raped them in the hall.", "raped"),
        ("Two sisters from Tavi said that they had been beaten at the gate.", "beaten"),
        ("Moussa, a 31-year-old welder from Mali, said that soldiers beat the others.", "beat"),
        ("“The guards beat one man and told us to go back,” said Moussa.", "beat"),
    ],
)
def test_those_it_happens_to_by_their_number_and_part_are_participants(
    text: str, words: str
) -> None:
    assert kinds(text, words) == ["participant"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A girl who travelled in the first bus said that a guard beat the driver.", "beat"),
        ("A man who had hidden under the stairs said that soldiers shot the baker.", "shot"),
        ("According to those he walked with, guards beat the old man.", "beat"),
        ("On Friday soldiers beat the baker. We know this from a driver, who watched.", "beat"),
        ("On Friday soldiers beat the baker. A cleaner saw this and told a priest.", "beat"),
    ],
)
def test_who_was_beside_them_or_is_pointed_back_to_is_a_witness(text: str, words: str) -> None:
    assert kinds(text, words) == ["eyewitness"]


def test_a_quotation_that_stands_alone_is_of_the_one_who_speaks_before_it() -> None:
    text = (
        "An aunt of the boy said that he had a fever from Monday on. “We knocked all night. They "
        "beat him for that.” He died on Friday."
    )
    assert kinds(text, "beat") == ["relative"]


def test_they_of_whom_nothing_is_known_are_no_link_before_the_teller() -> None:
    text = "“They say the guards beat four men,” a mother of one of the prisoners told us."
    assert kinds(text, "beat") == ["relative"]


def test_a_voice_under_a_bracketed_header_has_the_floor_to_the_next() -> None:
    text = (
        "[First, 3 May, 22:10, man]\nWe are in the cellar. Soldiers beat my cousin in the yard.\n\n"
        "[Second, 4 May, 07:00, woman]\nI saw the van. They took my shoes and my phone.\n\n"
        "[Desk note, 4 May: two men were deported from Tavi, according to the ministry.]"
    )
    assert kinds(text, "took my shoes") == ["participant"]
    assert kinds(text, "deported") == ["organisation"]


def test_survivors_who_get_a_message_out_tell_the_rest_of_the_entry() -> None:
    text = "Three survivors could send a message from the depot. Two women were beaten there."
    assert kinds(text, "beaten") == ["participant"]


def test_an_organisation_that_names_itself_gives_no_testimony() -> None:
    text = (
        "Harbour House calls on the ministry to stop the flight. Both were called to the office "
        "and arrested on Monday. We know what follows. They told him to speak against us. We fear "
        "for them, and they have threatened us since."
    )
    assert kinds(text, "arrested", outlet="Harbour House") == []


def test_what_a_court_orders_it_does_not_tell_but_what_it_finds() -> None:
    assert kinds("In May a Tavi court ruled that he could be extradited.", "extradited") == []
    told = "In May a Tavi court found that he was tortured by the police."
    assert kinds(told, "tortured") == ["organisation"]


def test_readers_who_remember_tell_nothing() -> None:
    text = "Many of you remember the family. On 2 May they came to Tavi. Guards beat the father."
    assert kinds(text, "beat") == []


def test_the_statement_is_of_the_body_that_made_it() -> None:
    text = (
        "The governorate announced that a plane had left. In the statement it was said that 90 "
        "people were deported this year."
    )
    assert kinds(text, "deported") == ["organisation"]


def test_one_of_them_goes_on_with_what_they_tell() -> None:
    text = "Two women said that guards beat them at the gate. One of them was slapped again later."
    assert kinds(text, "slapped") == ["participant"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("In the words of a survivor, soldiers shot nine men.", "participant"),
        ("By the account of a neighbour, soldiers shot nine men.", "neighbour"),
        ("A neighbour was quoted as saying that soldiers shot nine men.", "neighbour"),
        ("A survivor's complaint states that soldiers shot nine men.", "participant"),
        ("According to testimony given by a neighbour, soldiers shot nine men.", "neighbour"),
        ("Soldiers shot nine men (source: a neighbour).", "neighbour"),
        ("Two asylum seekers said that soldiers shot nine men.", "participant"),
        ("A domestic worker said that soldiers shot nine men.", "participant"),
        ("People on the boat said that soldiers shot nine men.", "participant"),
        ("Human Rights Watch said that soldiers shot nine men.", "organisation"),
        ("Rights workers said that soldiers shot nine men.", "organisation"),
        ("Relief Across, which runs a tent there, said that soldiers shot nine men.",
         "organisation"),
    ],
)  # fmt: skip
def test_forms_and_words_for_those_who_tell(text: str, kind: str) -> None:
    assert kinds(text, "shot") == [kind]
