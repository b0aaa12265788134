"""What the taggers add to the rules and take back, and where they may."""

import pytest

from bearwitness.protect.draft import Draft
from bearwitness.protect.exposure import find_exposures, rule_finds
from bearwitness.protect.features import Views, shape, token_features
from bearwitness.protect.found import settled_finds
from bearwitness.protect.learned import LIKELY, evened, is_pleading, mixed, with_learned
from bearwitness.reference.parse import parse

PLEADING = (
    "The applicant lodged an application with the Court against the Republic on 3 May 2004. He "
    "was represented before the Court by a lawyer. The applicant complained under the "
    "Convention that the proceedings before the Labour Court of Estermark had been too long. On "
    "4 June 2005 the Chamber declared the application admissible. The applicant appealed; the "
    "appeal was dismissed by judgment of the court. The hearing took place in the following "
    "months. He worked as a stonemason and lived with his mother in Helong. The respondent "
    "Government submitted that the complaint fell outside the jurisdiction of the court and "
    "that the proceedings lasted two years. "
)
NEWS = "Police detained two women in Helong on Tuesday, a neighbour said. " * 12


def _views(text):
    draft = Draft(parse(text))
    return Views(draft, settled_finds(draft.text, rule_finds(draft, "public")))


@pytest.fixture(scope="module")
def pleading():
    return _views(PLEADING)


def _covered(text, finds):
    return {text[f.start : f.end] for f in finds}


def test_a_pleading_is_told_from_news_and_a_short_text_is_none():
    assert is_pleading(PLEADING)
    assert not is_pleading(NEWS)
    assert not is_pleading("The applicant appealed to the Court.")


def test_in_a_pleading_what_is_unlikely_is_taken_back_but_never_a_person_or_a_relative(pleading):
    nothing = [0.0] * len(pleading.draft.words)
    before = _covered(PLEADING, pleading.finds)
    left = _covered(PLEADING, with_learned(pleading, nothing, "public"))
    assert left < before
    assert any("Labour Court" in words for words in before - left)
    assert {"stonemason", "his mother", "Helong"} & before <= left


def test_in_another_text_nothing_is_taken_back():
    views = _views(NEWS)
    nothing = [0.0] * len(views.draft.words)
    assert with_learned(views, nothing, "public") == list(views.finds)


def test_what_is_likely_is_added_and_in_news_more_must_be_sure(pleading):
    news = _views(NEWS)
    for views, share, is_added in ((pleading, 0.2, True), (news, 0.2, False), (news, LIKELY, True)):
        likely = [share] * len(views.draft.words)
        assert (len(with_learned(views, likely, "public")) > len(views.finds)) is is_added


def test_what_is_added_has_category_wording_and_reason(pleading):
    added = [
        f for f in with_learned(pleading, [1.0] * len(pleading.draft.words), "public")
        if f not in pleading.finds
    ]  # fmt: skip
    assert added
    assert all(f.category and f.instead and f.why and f.level == "quasi" for f in added)


def test_words_of_one_entity_are_decided_together_by_their_mean(pleading):
    named = [e for e in pleading.draft.entities if e.last - e.first > 1]
    entity = next(e for e in named if [o.words for o in named].count(e.words) == 1)
    likely = [0.2] * len(pleading.draft.words)
    likely[entity.first] = 0.9
    (share,) = set(evened(pleading, likely)[entity.first : entity.last])
    assert 0.2 < share < 0.9


def test_what_is_likely_in_one_place_is_likelier_wherever_the_text_says_it():
    views = _views(NEWS)
    first, *others = [e for e in views.draft.entities if e.words == "Helong"]
    likely = [0.1] * len(views.draft.words)
    likely[first.first] = 0.99
    shares = evened(views, likely)
    assert others
    assert shares[first.first] > shares[others[0].first] > 0.1


def test_a_word_of_content_that_a_text_repeats_is_decided_in_all_its_forms():
    views = _views("The heron flew over. Herons nest by the old weir, and a heron was shot there.")
    lower = views.draft.lower
    first, second, third = (i for i, word in enumerate(lower) if word in ("heron", "herons"))
    likely = [0.05] * len(lower)
    likely[first] = 0.9
    shares = evened(views, likely)
    assert shares[first] > shares[third] > 0.05
    assert shares[second] == pytest.approx(shares[third])
    assert shares[lower.index("over")] == 0.05


def test_the_two_taggers_meet_half_way_and_stay_between_nothing_and_all():
    assert mixed([0.5], [0.5]) == [0.5]
    assert 0.1 < mixed([0.9], [0.1])[0] < mixed([0.1], [0.9])[0] < 0.9
    assert 0 < mixed([0.0], [0.0])[0] < 0.001 < 0.999 < mixed([1.0], [1.0])[0] < 1


def test_every_token_has_features_and_its_rules_verdict_is_one(pleading):
    features = list(token_features(pleading, lambda lemma: "rare" if lemma == "file" else "usual"))
    assert len(features) == len(pleading.draft.words)
    at = pleading.draft.words.index("Helong")
    assert any(f.startswith("r=") and "|" in f for f in features[at])
    assert shape("McKenna-2004a") == "AaAaa-99a"


def test_asking_the_taggers_keeps_every_direct_find_of_the_rules():
    text = "Pak Sun-hui can be reached at 010-2345-6789. " + PLEADING
    doc = parse(text)
    alone = {e.exact for e in find_exposures(doc) if e.level == "direct"}
    assert alone <= {e.exact for e in find_exposures(doc, learned=True)}
