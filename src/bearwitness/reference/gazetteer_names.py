"""How a place name is written down for looking up: one spelling for every way of writing it.

Case, accents, full stops, apostrophes and hyphens do not matter; scripts stay apart. A word for the
kind of place ("시", "省", "County", "oblast") may be left out by the one who asks.
"""

import re
import unicodedata
from functools import lru_cache

_STROKES = str.maketrans(
    {
        "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ı": "i", "æ": "ae", "œ": "oe",
    "ð": "d", "þ": "th", "’": "", "‘": "", "'": "", "ʼ": "", "ʻ": "", "ʹ": "", "`": "", ".": "",
        "-": " ", "–": " ", "‐": " ", "‑": " ", "—": " ", "_": " ",
    }
)  # fmt: skip
_SPACES = re.compile(r"\s+")
# Longest first, so that "자치주" goes before "주".
_CJK_SUFFIXES = (
    "특별자치도", "특별자치시", "조선족자치주", "자치주", "자치구", "특별시", "광역시", "직할시",
    "자치현",
    "朝鲜族自治州", "自治州", "自治区", "自治區", "自治县", "自治縣", "特别行政区", "特別行政區",
    "地区", "地區",
    "시", "군", "도", "성", "현", "구", "읍", "면", "리", "동", "주",
    "市", "县", "縣", "省", "州", "区", "區", "镇", "鎮", "乡", "鄉", "村", "道", "郡", "都", "府",
)  # fmt: skip
_WORDS = (
    "autonomous prefecture", "autonomous region", "autonomous county", "metropolitan city",
    "special city", "province", "provinces", "county", "prefecture", "oblast", "krai", "kray",
    "okrug", "region",
    "governorate", "district", "department", "state", "city", "town", "township", "village",
    "municipality", "parish", "borough", "raion", "voivodeship", "canton", "si", "gun", "up",
    "do", "shi", "sheng", "xian", "zhen", "island", "islands", "river",
)  # fmt: skip
_PREFIXES = (
    "city of", "town of", "village of", "county of", "state of", "province of", "the",
    "republic of", "commonwealth of", "amphoe mueang", "amphoe", "changwat", "mueang",
)  # fmt: skip
ENGLISH_KINDS = frozenset(_WORDS)


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """`name` in the one spelling that names are compared in."""
    if name.isascii():
        plain = name
    else:
        marked = unicodedata.normalize("NFKD", name)
        plain = "".join(c for c in marked if not unicodedata.combining(c))
        plain = unicodedata.normalize("NFC", plain)
    return _SPACES.sub(" ", plain.casefold().translate(_STROKES)).strip(" ,;")


def shorter(key: str) -> tuple[str, ...]:
    """A folded name without its word for the kind of place, in each way that may be left out."""
    out = []
    for suffix in _CJK_SUFFIXES:
        if key.endswith(suffix) and len(key) - len(suffix) >= 2:
            out.append(key[: -len(suffix)].rstrip())
            break
    for word in _WORDS:
        if key.endswith(" " + word):
            out.append(key[: -len(word) - 1])
    for word in _PREFIXES:
        if key.startswith(word + " "):
            out.append(key[len(word) + 1 :])
    if key.startswith("st "):
        out.append("saint " + key[3:])
    elif key.startswith("saint "):
        out.append("st " + key[6:])
    elif key.startswith("mt "):
        out.append("mount " + key[3:])
    elif key.startswith("ft "):
        out.append("fort " + key[3:])
    return tuple(dict.fromkeys(k for k in out if k))
