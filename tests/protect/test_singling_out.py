"""What singles someone out beside a name: one invented sentence for each way to say it."""

import pytest

from bearwitness.protect.exposure import find_exposures
from bearwitness.reference.parse import parse_many

CASES = [
    ("The family fled in the early hours of a Tuesday.", "Tuesday"),
    ("The mother of three was held.", "mother of three"),
    ("She is the eldest of four sisters.", "eldest of four sisters"),
    ("He is an only child.", "only child"),
    ("She was seven months pregnant.", "seven months pregnant"),
    ("She walks with a limp.", "limp"),
    ("He has a gold tooth.", "gold tooth"),
    ("She wore a red coat with a fur collar.", "red coat"),
    ("A tattoo of a crane covers his forearm.", "tattoo of a crane"),
    ("He is missing two fingers.", "missing two fingers"),
    ("She is 158 cm tall.", "158 cm"),
    ("She has hepatitis B.", "hepatitis B"),
    ("He limped after frostbite.", "frostbite"),
    ("He used to be a captain in the border guard.", "captain"),
    ("She once taught music at the Harim Middle School.", "Harim Middle School"),
    ("She had been a propagandist before.", "propagandist"),
    ("He commanded a platoon of the 9th Corps.", "9th Corps"),
    ("a former State Security agent", "former State Security agent"),
    ("She sells noodles at the Sinan market.", "Sinan market"),
    ("They run a small bakery near the station.", "small bakery"),
    ("He drives a coal truck.", "coal truck"),
    ("He works night shifts in a seafood plant.", "seafood plant"),
    ("She was a contortionist in the circus.", "contortionist"),
    ("She crossed on 12 December at about 2 a.m.", "12 December"),
    ("She crossed at about 2 a.m.", "2 a.m."),
    ("They met at dawn on the Lunar New Year.", "Lunar New Year"),
    ("She left the day after the funeral of her father.", "funeral of her father"),
    (
        "The source, who lives across the street from the family, said so.",
        "lives across the street from the family",
    ),
    ("a relative of the woman in South Korea said", "relative of the woman"),
    ("the man who had shared a cell with her", "shared a cell with her"),
    ("A guard at the detention centre said so.", "guard at the detention centre"),
    ("an employee of the hospital said", "employee of the hospital"),
    ("The source heard it from the woman's sister.", "sister"),
    ("a person who attended the wedding", "attended the wedding"),
    ("said a teacher at the daughter's school", "teacher at the daughter's school"),
    ("a trader who travels to Hyesan monthly", "travels to Hyesan"),
    ("he told us over KakaoTalk from Hyesan", "from Hyesan"),
    ("said the driver who took them to the border", "driver who took them to the border"),
    ("His wife's uncle, a party secretary, said so.", "His wife's uncle"),
    ("They hid in the loft of a pigsty.", "loft of a pigsty"),
    ("They took the night bus from Yanji to Kunming.", "night bus from Yanji to Kunming"),
    ("They swam the Tumen near Onsong.", "swam the Tumen"),
    ("They walked along the railway for two nights.", "walked along the railway"),
    ("A pastor drove them to Shenyang.", "pastor"),
    ("They paid 3,000 yuan to a border guard.", "3,000 yuan"),
    ("They travelled on forged papers.", "forged papers"),
    ("The neighbours know her as the woman with the goats.", "the woman with the goats"),
    ("known in the village for her singing", "known in the village for her singing"),
    ("the only family with a car", "only family with a car"),
    ("the only survivor of the mine fire", "only survivor of the mine fire"),
    ("her brother had been executed in 2014", "her brother"),
    ("She won a medal at the 2009 Games.", "medal"),
    ("She is married to a Chinese farmer.", "Chinese farmer"),
    ("She speaks Russian.", "Russian"),
    ("a Christian convert", "Christian"),
    ("She is deaf.", "deaf"),
    ("He has one eye.", "one eye"),
    ("She left the camp at Samgok after two years.", "Samgok"),
    ("Police stopped bus 34 outside Meihekou.", "Meihekou"),
    ("They rented a room above a pharmacy.", "room above a pharmacy"),
    (
        "A woman who used to sit next to her at the mill said so.",
        "A woman who used to sit next to her at the mill",
    ),
    (
        "A soldier who was on duty that night told us.",
        "A soldier who was on duty that night",
    ),
    ("The person who sold them the boat said so.", "The person who sold them the boat"),
    (
        "It was cold, according to one of the cooks who fed the guards.",
        "one of the cooks who fed the guards",
    ),
    ("She is one of the two people who knew the address.", "one of the two people who knew"),
    ("A classmate of the girl wept.", "A classmate of the girl"),
    ("I was in the cell with her.", "I was in the cell with her"),
    ("They came to the last house before the bridge.", "the last house before the bridge"),
    ("Her nickname was 'Sparrow'.", "Sparrow"),
    ("They went by bicycle over the dam.", "by bicycle over the dam"),
]
LEFT_ALONE = [
    ("The police held two people at the station.", "police"),
    ("The court sentenced three men in December.", "sentenced"),
    ("Officials said the law had not changed.", "Officials"),
    ("They crossed the street.", "crossed the street"),
    ("A man who was shot died.", "man who was shot"),
    ("I was with the police on it.", "with the police"),
]


@pytest.fixture(scope="module")
def covered():
    texts = [text for text, _ in (*CASES, *LEFT_ALONE)]
    return {
        text: {i for e in find_exposures(doc) for i in range(e.start, e.end)}
        for text, doc in zip(texts, parse_many(texts), strict=True)
    }


def _letters(text, words):
    start = text.index(words)
    return {i for i in range(start, start + len(words)) if text[i].isalnum()}


@pytest.mark.parametrize(("text", "words"), CASES)
def test_what_singles_someone_out_is_covered_whole(covered, text, words):
    assert _letters(text, words) <= covered[text]


@pytest.mark.parametrize(("text", "words"), LEFT_ALONE)
def test_what_says_nothing_of_anyone_is_left(covered, text, words):
    assert not _letters(text, words) & covered[text]
