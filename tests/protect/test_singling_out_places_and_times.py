"""Places, ways and times that single someone out: an invented sentence for each way."""

import pytest

from covered_letters import covered_letters, letters

CASES = [
    ("The family fled in the early hours of a Tuesday.", "Tuesday"),
    ("She crossed on 12 December at about 2 a.m.", "12 December"),
    ("She crossed at about 2 a.m.", "2 a.m."),
    ("They met at dawn on the Lunar New Year.", "Lunar New Year"),
    ("She left the day after the funeral of her father.", "funeral of her father"),
    ("They hid in the loft of a pigsty.", "loft of a pigsty"),
    ("They took the night bus from Yanji to Kunming.", "night bus from Yanji to Kunming"),
    ("They swam the Tumen near Onsong.", "swam the Tumen"),
    ("They walked along the railway for two nights.", "walked along the railway"),
    ("They paid 3,000 yuan to a border guard.", "3,000 yuan"),
    ("They travelled on forged papers.", "forged papers"),
    ("She left the camp at Samgok after two years.", "Samgok"),
    ("Police stopped bus 34 outside Meihekou.", "Meihekou"),
    ("They rented a room above a pharmacy.", "room above a pharmacy"),
    ("They came to the last house before the bridge.", "the last house before the bridge"),
    ("They went by bicycle over the dam.", "by bicycle over the dam"),
    (
        "They hid behind the brick kiln at the edge of the rice fields.",
        "behind the brick kiln at the edge of the rice fields",
    ),
    (
        "They waited under the second bridge upstream of the dam.",
        "under the second bridge upstream of the dam",
    ),
    (
        "Her house is the one with the blue roof opposite the mill.",
        "the one with the blue roof opposite the mill",
    ),
    ("The family lives three doors down from the mosque.", "three doors down from the mosque"),
    (
        "He was picked up at the tea stall beside the timber yard.",
        "the tea stall beside the timber yard",
    ),
    (
        "They stayed in a shed at the back of the pastor's orchard.",
        "a shed at the back of the pastor's orchard",
    ),
    (
        "She was last seen by the petrol pump on the airport road.",
        "by the petrol pump on the airport road",
    ),
    ("The boat left from the cove south of the lighthouse.", "the cove south of the lighthouse"),
    ("It is the only house with a satellite dish in the lane.", "only house with a satellite dish"),
    (
        "They met at the foot of the radio mast above the village.",
        "at the foot of the radio mast above the village",
    ),
    (
        "They followed the dry riverbed for six hours and then the power line.",
        "followed the dry riverbed",
    ),
    ("They crossed on inner tubes where the fence was cut.", "where the fence was cut"),
    (
        "We changed lorries at a quarry after the second checkpoint.",
        "a quarry after the second checkpoint",
    ),
    ("They took the 23:40 sleeper and got off one stop early.", "the 23:40 sleeper"),
    (
        "It was the night of the power cut, just after the nine o'clock news.",
        "the night of the power cut",
    ),
    ("She was taken on the eve of her daughter's wedding.", "the eve of her daughter's wedding"),
    (
        "They came on the second market day after the harvest.",
        "the second market day after the harvest",
    ),
    ("The hiding place was a root cellar under the henhouse.", "a root cellar under the henhouse"),
    (
        "Their flat looks onto the football pitch of the steelworks.",
        "looks onto the football pitch",
    ),
    (
        "She lives in the lane where the blind masseur works.",
        "the lane where the blind masseur works",
    ),
    ("The truck left from the yard of the old silk factory.", "the yard of the old silk factory"),
    ("It happened an hour after the last bus.", "an hour after the last bus"),
    ("She vanished the week the circus was in town.", "the week the circus was in town"),
    ("He was married on New Year's Day in the prison chapel.", "married on New Year's Day"),
    ("They slept in a culvert beside the maize field.", "in a culvert beside the maize field"),
    ("She rents a room over the bicycle repair shop.", "a room over the bicycle repair shop"),
    ("It was two days after the bridge collapsed.", "two days after the bridge collapsed"),
    (
        "He was caught between the pump house and the railway.",
        "between the pump house and the railway",
    ),
    (
        "He was seized on the morning of his father's funeral.",
        "the morning of his father's funeral",
    ),
    (
        "He hid in the flat above the Golden Carp noodle shop on Guangming Street.",
        "above the Golden Carp noodle shop",
    ),
    (
        "They crossed below the cement works at the bend of the river at 2 am on 4 March.",
        "below the cement works at the bend of the river",
    ),
    ("They crossed below the cement works at the bend of the river at 2 am on 4 March.", "2 am"),
    ("He had been deported once before, in 2011, and again in 2014.", "2011"),
    ("He had been deported once before, in 2011, and again in 2014.", "2014"),
    ("The taxi driver, Old Zhang, asked 3,000 yuan.", "3,000 yuan"),
    ("They hid in a lime pit behind the tannery.", "in a lime pit behind the tannery"),
    (
        "He lives above a print shop next to the tram stop.",
        "above a print shop next to the tram stop",
    ),
    (
        "They met in the tea garden under the old plane tree.",
        "in the tea garden under the old plane tree",
    ),
    ("They fled the night the dam burst.", "the night the dam burst"),
]


@pytest.fixture(scope="module")
def covered():
    return covered_letters(text for text, _ in CASES)


@pytest.mark.parametrize(("text", "words"), CASES)
def test_where_and_when_someone_was_is_covered_whole(covered, text, words):
    assert letters(text, words) <= covered[text]
