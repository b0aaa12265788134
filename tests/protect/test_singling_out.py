"""What somebody is that singles them out beside a name: an invented sentence for each way."""

import pytest

from covered_letters import covered_letters, letters

CASES = [
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
    ("Her nickname was 'Sparrow'.", "Sparrow"),
    ("He was the interpreter for the delegation in 2016.", "interpreter for the delegation"),
    ("The deputy manager of the flax mill was among them.", "deputy manager of the flax mill"),
    (
        "He had been chairman of the cooperative farm until 2012.",
        "chairman of the cooperative farm",
    ),
    (
        "An ex-radio operator of the coast guard fled with her.",
        "ex-radio operator of the coast guard",
    ),
    (
        "She kept the books of a trading company under the army.",
        "kept the books of a trading company under the army",
    ),
    ("She is the village's only tailor.", "the village's only tailor"),
    ("He has a harelip and stammers.", "stammers"),
    ("Two of her front teeth are missing.", "front teeth are missing"),
    ("She wears a glass eye.", "glass eye"),
    ("A birthmark the shape of a leaf covers his neck.", "birthmark the shape of a leaf"),
    ("He needs insulin twice a day.", "insulin"),
    ("She was on dialysis before the arrest.", "dialysis"),
    ("She buried her second husband in the spring.", "second husband"),
    (
        "Their house burned down the winter before, and everyone remembers it.",
        "house burned down the winter before",
    ),
    ("Both her brothers drowned in the flood of 2016.", "Both her brothers drowned in the flood"),
    ("She gave birth to triplets in the camp.", "triplets"),
    ("People in the lane still call her the dumpling woman.", "the dumpling woman"),
    ("He was the one who rang the school bell.", "the one who rang the school bell"),
    ("He won the county chess prize as a boy.", "won the county chess prize"),
    ("She had run the village loudspeaker station.", "run the village loudspeaker station"),
    ("He was third secretary at an embassy in Africa.", "third secretary at an embassy"),
    ("He had once driven for the provincial party chief.", "driven for the provincial party chief"),
    ("She was the star of the factory's art troupe.", "the star of the factory's art troupe"),
    ("As a boy he had acted in a famous film.", "acted in a famous film"),
    ("He belongs to the only Catholic family in the county.", "only Catholic family in the county"),
    ("Her left hand is crippled from the loom.", "left hand is crippled"),
    ("He coughs blood and cannot climb stairs.", "coughs blood"),
    ("She has vitiligo on her face.", "vitiligo"),
    ("He is two metres tall.", "two metres tall"),
    ("She dyes her hair red and smokes a pipe.", "dyes her hair red"),
    ("Her mother-in-law is Russian and her children look it.", "Russian"),
    ("He has eleven children by three wives.", "eleven children"),
    ("Her fiancé had jumped from the same train.", "Her fiancé"),
    ("The family's eldest was born on the day the leader died.", "born on the day the leader died"),
    ("She had been head nurse of the children's ward.", "head nurse of the children's ward"),
    ("She taught the accordion at the Children's Palace.", "taught the accordion"),
    ("He is nearly blind in one eye.", "blind in one eye"),
    ("She has a stoop and a shaking hand.", "a stoop"),
    ("She has a burn scar on her left cheek and walks with a limp.", "burn scar on her left cheek"),
    ("She has a burn scar on her left cheek and walks with a limp.", "walks with a limp"),
    ("He is the only deaf man among the returnees.", "only deaf man"),
    (
        "She was the first woman from the village to study in Pyongyang.",
        "first woman from the village to study in Pyongyang",
    ),
    ("Her husband, a former lieutenant of the 9th Corps, stayed behind.", "husband"),
    (
        "Her husband, a former lieutenant of the 9th Corps, stayed behind.",
        "former lieutenant of the 9th Corps",
    ),
    ("The twins were born in the camp on 12 May 2016.", "twins"),
    ("The twins were born in the camp on 12 May 2016.", "12 May 2016"),
    ("She has HIV and gets her medicine from the clinic on the hill.", "HIV"),
    ("She has HIV and gets her medicine from the clinic on the hill.", "clinic on the hill"),
    (
        "The former head of the primary school in Onsong has gone missing.",
        "former head of the primary school",
    ),
    ("The former head of the primary school in Onsong has gone missing.", "Onsong"),
    ("She had been a typist for the district committee.", "typist for the district committee"),
]


@pytest.fixture(scope="module")
def covered():
    return covered_letters(text for text, _ in CASES)


@pytest.mark.parametrize(("text", "words"), CASES)
def test_what_singles_someone_out_is_covered_whole(covered, text, words):
    assert letters(text, words) <= covered[text]
