"""What linking may know of a title: ordinary words and towns, never a name."""

from bearwitness.api import read_text

TEXT = (
    "Police raided a cannery in Yanji on Tuesday and arrested four people, a witness said. "
    "The raid began at dawn near the harbour."
)


def test_a_title_gives_its_ordinary_words_and_no_name():
    reading = read_text(TEXT, title="Baker Rose Harlow held after raid on a cannery")
    assert "cannery" in reading.title_words
    assert not {"rose", "harlow", "baker"} & set(reading.title_words)


def test_a_title_in_capitals_gives_only_words_that_the_text_has_too():
    reading = read_text(TEXT, title="Dawn Raid On Cannery In Yanji By Grim Hunters")
    assert {"raid", "cannery"} <= set(reading.title_words)
    assert not {"grim", "hunters", "hunter"} & set(reading.title_words)


def test_a_town_in_the_title_is_the_place_that_the_text_means_by_it():
    reading = read_text(TEXT, title="Raid in Yanji")
    (town,) = reading.title_towns
    assert town in {place.gazetteer_id for place in reading.places}


def test_a_report_without_a_title_has_none():
    reading = read_text(TEXT)
    assert reading.title_words == reading.title_towns == ()
