import pytest

from bearwitness.reference.language import is_english

ENGLISH = "Police in Yanji arrested two women on Friday, a neighbour told the paper. " * 6
HEADLINES = (
    "Two held in Yanji raid. Nine sent back at Dandong bridge. More arrests feared, the paper "
)
OTHERS = {
    "Spanish": "La policía detuvo a dos mujeres en la ciudad el viernes, dijo un vecino al diario. "
    * 6,
    "French": "La police a arrêté deux femmes dans la ville vendredi, a dit un voisin au journal. "
    * 6,
    "German": "Die Polizei hat am Freitag in der Stadt zwei Frauen festgenommen, was niemand sah. "
    * 6,
    "Dutch": "De politie is vrijdag in de stad geweest en was op zoek naar een van de vrouwen. "
    * 6,
    "Korean": "경찰은 금요일에 연길에서 여성 두 명을 체포했다고 이웃이 말했다. " * 6,
    "Arabic": "قالت جارة إن الشرطة اعتقلت امرأتين في المدينة يوم الجمعة. " * 6,
}


@pytest.mark.parametrize("text", [ENGLISH, HEADLINES * 3, "Two women arrested, Yanji", "", "12:40"])
def test_english_is_taken_for_english_however_terse(text):
    assert is_english(text)


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_not_taken_for_english(language):
    assert not is_english(OTHERS[language])


def test_what_a_report_states_of_its_language_holds():
    assert is_english(OTHERS["Dutch"], "en-GB")
    assert not is_english(ENGLISH, "ko")
