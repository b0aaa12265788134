"""The case of the desk's journeys: arrests made without reading, and files that were added."""

from pathlib import Path

from desk_served import run
from made_case import PASSPHRASE, made_case

TOWN = "Old Hunchun"  # a restricted word is part of it: a named person must look before release
FILES = {
    "harbour.txt": (
        "Title: Women taken from a house\nOutlet: Harbour Post\nPublished: 2024-03-08\n"
        "Language: en\n\n"
        "Police arrested three North Korean women in Hunchun, in Jilin province, on 5 March 2024, "
        "a neighbour told the Harbour Post. Police raided the house at night.\n\n"
        "In Hunchun, the neighbour said, nobody had seen the women since.\n\n"
        "This report is invented.\n"
    ),
    "valley.txt": (
        "Title: Arrests in Hunchun\nOutlet: Valley News\nPublished: 2024-03-09\nLanguage: en\n\n"
        "Five North Korean women were arrested by police in Hunchun on 5 March 2024, a relative "
        "told the Valley News.\n\nThis report is invented.\n"
    ),
    "ridge.txt": (
        "Title: A man held\nOutlet: Ridge Weekly\nPublished: 2024-03-14\nLanguage: en\n\n"
        "Police arrested a North Korean man in Yanji on 6 March 2024, a neighbour told the "
        "Ridge Weekly.\n\nThis report is invented.\n"
    ),
    "nahr.txt": (
        "Title: اعتقال امرأتين في بيت\nOutlet: صحيفة النهر\nPublished: 2024-04-02\nLanguage: ar\n\n"
        "اعتقلت الشرطة امرأتين في مدينة هونتشون في 30 مارس 2024، بحسب أحد الجيران. "
        "وقال الجار لصحيفة النهر إن أحدا لم ير المرأتين (Jane و Mary) بعد ذلك.\n\n"
        "هذا التقرير مختلق.\n"
    ),
    "gang.txt": (
        "Title: 훈춘에서 체포\nOutlet: 강변일보\nPublished: 2024-04-03\nLanguage: ko\n\n"
        "경찰이 2024년 3월 30일 훈춘에서 여성 두 명을 체포했다고 한 이웃이 말했다. "
        "가공된 기사이다.\n"
    ),
}


def journey_case(folder: Path, password: str) -> tuple[Path, Path]:
    """The case and the file with its passphrase."""
    case = folder / "case"
    made_case(case, reports=14, password=password, exposing=False, town=TOWN).close()
    secret = folder / "secret"
    secret.write_text(PASSPHRASE.words + "\n")
    told = folder / "files"
    told.mkdir()
    for name, words in FILES.items():
        (told / name).write_text(words, encoding="utf-8")
    run("add", case, *sorted(told.iterdir()), "--passphrase-file", secret)
    return case, secret
