"""The encoder's signs across languages: one invented event is nearer than any other's."""

from itertools import combinations
from statistics import mean

import pytest

from bearwitness.reference.gists import likeness, signs

EVENTS = {
    "a raid on a cannery": {
        "en": "Police raid a fish cannery at night and arrest nine workers",
        "ko": "경찰이 밤에 생선 통조림 공장을 급습해 노동자 아홉 명을 체포했다",
        "zh": "警方夜间突袭鱼罐头厂，逮捕九名工人",
        "ar": "الشرطة تداهم مصنع تعليب أسماك ليلا وتعتقل تسعة عمال",
        "ru": "Полиция ночью провела рейд на рыбном заводе и арестовала девять рабочих",
    },
    "a forced return": {
        "en": "Authorities forcibly return refugees across the border bridge by bus",
        "ko": "당국이 난민들을 버스에 태워 국경 다리 너머로 강제 송환했다",
        "zh": "当局用巴士将难民强制遣返过边境大桥",
        "ar": "السلطات تعيد اللاجئين قسرا عبر جسر الحدود بالحافلات",
        "ru": "Власти принудительно вернули беженцев на автобусе через пограничный мост",
    },
    "a fire in a market": {
        "en": "Soldiers set fire to a market and shoot at people who fled",
        "ko": "군인들이 시장에 불을 지르고 달아나는 사람들에게 총을 쏘았다",
        "zh": "士兵放火烧市场并向逃跑的人开枪",
        "ar": "الجنود يحرقون سوقا ويطلقون النار على الفارين",
        "ru": "Солдаты подожгли рынок и стреляли по убегающим людям",
    },
    "a trial behind closed doors": {
        "en": "A court sentences an editor to seven years after a closed trial",
        "ko": "법원이 비공개 재판 끝에 편집인에게 징역 칠 년을 선고했다",
        "zh": "法院不公开审判后判处编辑七年徒刑",
        "ar": "محكمة تحكم على محرر بالسجن سبع سنوات بعد محاكمة مغلقة",
        "ru": "Суд приговорил редактора к семи годам после закрытого процесса",
    },
}
LANGUAGES = ("en", "ko", "zh", "ar", "ru")


@pytest.fixture(scope="module")
def told():
    return {
        (event, language): signs(text)
        for event, texts in EVENTS.items()
        for language, text in texts.items()
    }


@pytest.mark.parametrize(("one", "other"), list(combinations(LANGUAGES, 2)))
def test_an_event_is_nearest_to_itself_in_every_other_language(told, one, other):
    for event in EVENTS:
        near = {e: likeness(told[event, one], told[e, other]) for e in EVENTS}
        assert max(near, key=near.__getitem__) == event


def test_one_event_is_alike_across_languages_and_others_are_not(told):
    same, others = [], []
    for (event, one), (second, other) in combinations(told, 2):
        if one != other:
            alike = likeness(told[event, one], told[second, other])
            (same if event == second else others).append(alike)
    assert mean(same) > 0.65  # .70, .48 to .87
    assert min(same) > 0.45
    assert mean(others) < 0.25  # .20, up to .44
    assert max(others) < min(same)
