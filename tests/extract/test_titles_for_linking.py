"""What linking may know of a title: towns and a gist, never a name or a description."""

from bearwitness.api import read_text
from bearwitness.extract.headline import title_gist
from bearwitness.reference.gists import likeness, signs
from bearwitness.reference.parse import parse

TEXT = (
    "Police raided a cannery in Yanji on Tuesday and arrested four people, a witness said. "
    "The raid began at dawn near the harbour."
)


def gist(words: str) -> str:
    return title_gist(parse(words), read_text(TEXT).words)


def test_a_gist_keeps_what_happened_and_where():
    assert gist("Dawn raid on a cannery in Yanji") == "Dawn raid on a cannery in Yanji"


def test_a_gist_holds_no_name_number_or_word_for_people():
    kept = set(gist("Tall baker Rose Harlow, 34, held after raid on a cannery").lower().split())
    assert {"raid", "cannery"} <= kept
    assert not {"tall", "baker", "rose", "harlow", "34"} & kept


def test_of_a_title_all_in_capitals_a_gist_keeps_only_words_that_the_text_has_too():
    kept = set(gist("Rose Harlow Vanished After Dawn Raid On Cannery In Yanji").split())
    assert {"Dawn", "Raid", "Cannery", "Yanji"} <= kept
    assert not {"Rose", "Harlow"} & kept


def test_a_title_with_another_name_has_the_same_signs():
    one = read_text(TEXT, title="Rose Harlow held after raid on a cannery")
    other = read_text(TEXT, title="Peter Fenwick held after raid on a cannery")
    assert one.title_signs == other.title_signs != ""


def test_a_town_in_the_title_is_the_place_that_the_text_means_by_it():
    reading = read_text(TEXT, title="Raid in Yanji")
    (town,) = reading.title_towns
    assert town in {place.gazetteer_id for place in reading.places}


def test_a_report_without_a_title_has_neither_towns_nor_signs():
    reading = read_text(TEXT)
    assert (reading.title_towns, reading.title_signs) == ((), "")


def test_signs_of_one_event_are_alike_across_languages_and_of_two_events_are_not():
    english = signs("Police raid cannery and arrest four")
    korean = signs("경찰이 통조림 공장을 급습해 네 명을 체포했다")
    chinese = signs("警方突袭罐头厂逮捕四人")
    tram = signs("시의회, 새 전차 노선 표결")
    close = min(likeness(english, korean), likeness(english, chinese), likeness(korean, chinese))
    assert close > 0.4
    assert max(likeness(tram, one) for one in (english, korean, chinese)) < 0.25
