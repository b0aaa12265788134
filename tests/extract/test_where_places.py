"""One test for each thing that makes place names hard."""

import pytest

from bearwitness.extract.where import event_places, find_places
from bearwitness.model.places import PlaceMention, PlacePrecision
from bearwitness.model.report import Header
from bearwitness.reference.gazetteer import gazetteer
from bearwitness.reference.parse import parse


def places(text: str, outlet: str | None = None) -> dict[str, PlaceMention]:
    """The places of a text by their words."""
    header = Header(id="report-1", outlet=outlet)
    return {m.exact: m for m in find_places(parse(text), gazetteer(), header)}


def test_a_town_in_a_province_is_known_to_the_town() -> None:
    dandong = places("Police in Dandong, in Liaoning province, raided a flat.")["Dandong"]
    assert dandong.precision is PlacePrecision.TOWN
    assert (dandong.admin1, dandong.country, dandong.country_name) == ("Liaoning", "CN", "China")
    assert dandong.lat == pytest.approx(40.13, abs=0.05)
    assert dandong.gazetteer_id == "geonames:2037886"


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("They were held in Thailand.", "Thailand", PlacePrecision.COUNTRY),
        ("They were held in Jilin province.", "Jilin", PlacePrecision.ADMIN1),
        ("They were held in Jilin city.", "Jilin", PlacePrecision.TOWN),
        ("They were held in Musan county.", "Musan", PlacePrecision.ADMIN2),
        ("They were held in Lamar County, Texas.", "Lamar County", PlacePrecision.ADMIN2),
        ("They fled to Southeast Asia.", "Southeast Asia", PlacePrecision.REGION),
        ("They were caught on the Mekong River.", "Mekong River", PlacePrecision.REGION),
        ("He was sent to Camp 15 in winter.", "Camp 15", PlacePrecision.SITE),
    ],
)
def test_precision_is_that_of_the_words(text: str, words: str, precision: PlacePrecision) -> None:
    assert places(text)[words].precision is precision


def test_a_place_of_detention_is_one_mention_with_its_whole_name() -> None:
    found = places("She was moved to the Suan Phlu immigration detention centre on Monday.")
    site = found["Suan Phlu immigration detention centre"]
    assert (site.admin1, site.country, site.in_name) == ("Bangkok", "TH", False)


@pytest.mark.parametrize(
    ("text", "admin1"),
    [
        ("A clerk in Springfield, Ohio, was robbed.", "Ohio"),
        ("A clerk in Springfield, Mo., was robbed.", "Missouri"),
        ("A clerk in Springfield, IL, was robbed.", "Illinois"),
        ("A clerk in Springfield, in western Massachusetts, was robbed.", "Massachusetts"),
    ],
)
def test_the_place_that_holds_a_town_tells_which_town_it_is(text: str, admin1: str) -> None:
    assert places(text)["Springfield"].admin1 == admin1


def test_the_same_name_held_by_two_places_is_two_towns() -> None:
    doc = parse("She left Paris, Texas, in May and was seen in Paris, France, in June.")
    first, second = (m for m in find_places(doc, gazetteer()) if m.exact == "Paris")
    assert (first.country, second.country) == ("US", "FR")


def test_towns_near_by_tell_which_town_it_is() -> None:
    text = (
        "A fire spread from Manchester to Cambridge. Crews came from Lowell, Worcester and Boston."
    )
    assert places(text)["Cambridge"].admin1 == "Massachusetts"
    text = "A fire spread from Ely to Cambridge. Crews came from Peterborough, Norwich and Ipswich."
    assert places(text)["Cambridge"].country == "GB"


def test_a_dateline_is_a_place_and_leads_the_rest() -> None:
    found = places("ATHENS, Ga. (HNA) -- Two men were held in Athens on Friday, police said.")
    assert found["Ga."].name == "Georgia"
    assert found["ATHENS"].admin1 == found["Athens"].admin1 == "Georgia"


def test_the_outlets_home_counts_when_the_text_says_nothing() -> None:
    text = "Two men were held in Richmond on Friday."
    assert places(text, outlet="The London Messenger")["Richmond"].country == "GB"
    assert places(text)["Richmond"].country == "US"


def test_a_nationality_word_is_marked_and_no_event_place() -> None:
    doc = parse("Chinese police held two North Korean women in Yanji.")
    mentions = find_places(doc, gazetteer())
    assert [(m.exact, m.country) for m in mentions if m.demonym] == [
        ("Chinese", "CN"),
        ("North Korean", "KP"),
    ]
    assert [m.exact for m in event_places(mentions)] == ["Yanji"]


def test_a_people_without_a_country_is_no_place() -> None:
    assert "Uyghur" not in places("Three Uyghur men were held in Kashgar.")


def test_a_place_in_an_organisations_name_is_marked() -> None:
    found = places("The University of Toronto and the Boston Courier gave no comment.")
    assert all(m.in_name for m in found.values())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Mr. Houston told the court that he was ill.", "Houston"),
        ("Chelsea Marsh told the court that she was ill.", "Chelsea"),
        ("The car was found on Lincoln Avenue.", "Lincoln"),
        ("In May the police came again.", "May"),
        ("Reading the letter, she wept.", "Reading"),
    ],
)
def test_other_names_are_no_places(text: str, word: str) -> None:
    assert word not in places(text)


def test_a_place_that_the_gazetteer_lacks_is_put_where_it_is_said_to_be() -> None:
    found = places("Soldiers burned houses in Qarvezhan, in Idlib province.")
    unknown = found.get("Qarvezhan")
    assert unknown is not None
    assert (unknown.name, unknown.precision) == ("Qarvezhan", PlacePrecision.ADMIN1)
    assert unknown.gazetteer_id == found["Idlib"].gazetteer_id


def test_names_in_hangul_and_han_are_found_in_english_text() -> None:
    found = places("The notice named 단둥 and 丹东 as the place.")
    assert {m.name for m in found.values()} == {"Dandong"}


def test_a_politicians_party_is_not_part_of_the_town() -> None:
    found = places("Sen. Ann Roe (R-Boise) and Rep. Bo Lee (D-Tacoma) disagreed.")
    assert {"Boise", "Tacoma"} <= set(found)


def test_an_empty_text_has_no_places() -> None:
    assert places("") == {}
    assert places("\n\n  \n") == {}


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Mae Sai", "TH"), ("Luang Namtha", "LA"), ("Islam Qala", "AF"),
        ("Muse", "MM"), ("Huay Xai", "LA"), ("Zamyn-Uud", "MN"), ("Torkham", "AF"),
        ("Kapıköy", "TR"), ("Ras Ajdir", "LY"), ("Okrestina", "BY"), ("Kutupalong", "BD"),
        ("Kobani", "SY"), ("Idomeni", "GR"), ("Tajoura", "LY"),
    ],
)  # fmt: skip
def test_border_towns_and_places_of_detention_are_known(name: str, country: str) -> None:
    assert gazetteer().lookup(name)[0].country == country


def test_a_border_town_that_shares_its_name_goes_by_the_country_of_the_text() -> None:
    found = places("Police in Boten, on the border of Laos, sent them to Muse in Myanmar.")
    assert (found["Boten"].country, found["Muse"].country) == ("LA", "MM")


def test_a_part_of_a_city_named_by_a_direction_is_no_town_elsewhere() -> None:
    assert "East End" not in places("Police in London searched the East End.")


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Three monks left Nepal. Guards caught them and they were taken to Shigatse in China.",
         "Shigatse", "CN"),
        ("Polish guards stopped the father. He was taken over at Terespol on Easter Monday.",
         "Terespol", "PL"),
        ("The Turkish court heard the teacher. He sits in the prison of Sincan.", "Sincan", "TR"),
        ("The patrol met the Eritreans south of Shalateen.", "Shalateen", "EG"),
        ("The nuns left Nepal for China. That night, above Tingri, lamps came on.", "Tingri", "CN"),
    ],
)  # fmt: skip
def test_a_small_town_is_told_by_where_its_name_stands(text: str, words: str, country: str) -> None:
    assert places(text)[words].country == country


def test_a_name_that_no_list_has_is_a_place_where_something_lies_at_it() -> None:
    found = places("The others were moved from Ipoh in Malaysia to the depot at Sungai Kerapong.")
    assert found["Sungai Kerapong"].country == "MY"


def test_who_is_looked_at_is_no_place() -> None:
    assert "Karvun" not in places("In Ipoh in Malaysia the guard looked at Karvun for long.")


def test_an_odd_word_for_a_known_town_is_the_known_town() -> None:
    text = "Iran asked for the four. The refugee from Iran shared a flat in Van with them."
    assert places(text)["Van"].country == "TR"


def test_a_surname_is_no_town_though_in_stands_before_what_is_theirs() -> None:
    for first, last in (("David", "Preston"), ("John", "Hamilton"), ("Mary", "Augusta")):
        text = (
            f"Police in Nairobi arrested {first} {last} on Friday. {first} {last} is a nurse. "
            f"The union asked who had a part in {last}'s arrest, and the killers of {last} are "
            f"free. A leaflet was found in {last}'s car."
        )
        assert last not in {p.exact for p in find_places(parse(text), gazetteer())}
    text = "Ann Juarez, a nurse, was arrested in Juarez, Mexico. Juarez police gave no reason."
    assert "Juarez" in {p.exact for p in find_places(parse(text), gazetteer())}


def test_of_two_towns_of_a_name_the_side_told_behind_it_says_which() -> None:
    found = places("We slept in a wood near Padang Besar, the Thai side, for nine days.")
    assert found["Padang Besar"].country == "TH"


def test_a_name_that_the_text_gives_to_a_site_is_the_site() -> None:
    text = "They went to the Kurubas removal centre. Iran was far. Whoever is in Kurubas must sign."
    assert places(text)["Kurubas"].country == "TR"


def test_a_small_town_lies_where_the_place_named_before_it_does() -> None:
    text = "Kenya opened a court in Gulu, which tried Ugandan soldiers of a camp at Montrose."
    assert places(text)["Montrose"].country in {"UG", "KE"}
