"""Bytes to words without guessing: an encoding is taken only when it explains every byte.

In this order: a byte order mark; the encoding that the file declares; UTF-8; EUC-KR or GB18030
when nearly all characters are common ones of that language; windows-1252 when every character is
one that western texts use, in a place where they use it. Bytes that mix encodings, or that nothing
explains, are refused: half-right words would be quoted as evidence.
"""

import codecs
import re
import unicodedata

from ..model.errors import FileRefused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its first half
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Labels that real files use for a larger encoding. Source: WHATWG Encoding Standard, labels.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601_1987": "cp949",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "shift_jis": "cp932",
}
_UTF8_MANY = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_HIGH = re.compile(rb"[\x80-\xff]")
_LOW_TRAIL = re.compile(rb"[\x80-\xa0]")
_BY_NO_CHANCE = 4  # characters; of EUC-KR syllables one in ten is valid UTF-8
_COMMON_HANGUL = frozenset("이다는을를에의가고하은지한로기도서사인리나자대어정시그해라들부")
_COMMON_HAN = frozenset("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会")
_WESTERN_MARKS = frozenset("‘’“”„‚–—…•·«»¡¿§°©®™€£¥¢\u00a0´¨ªº½¼¾²³")
_SAVE = "open it in an editor and save it as UTF-8"


def decoded(data: bytes, declared: str | None = None) -> str:
    """The words of `data`. Raises FileRefused when no encoding explains every byte."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding, "what its byte order mark says")
    if declared and (words := _tried(data, _known(declared))) is not None:
        return words
    if (words := _tried(data, "utf-8")) is not None:
        return _without_controls(words)
    return _without_controls(_legacy(data))


def _legacy(data: bytes) -> str:
    """Words of bytes that are not UTF-8 and declare nothing."""
    fine = sum(len(found) for found in _UTF8_MANY.findall(data))
    high = len(_HIGH.findall(data))
    if fine * 2 < high and not _has_utf8_line(data):
        for asian in (_korean(data), _chinese(data)):
            if asian is not None:
                return asian
    if fine:
        where = len(data[: _first_break(data)].splitlines()) or 1
        raise FileRefused(f"it mixes UTF-8 with another encoding, first in line {where}", _SAVE)
    western = _tried(data, "cp1252")
    if western is not None and _is_western(western):
        return western
    raise FileRefused("its character encoding cannot be told for certain", _SAVE)


def _has_utf8_line(data: bytes) -> bool:
    """Whether some line beyond ASCII is UTF-8 by all signs, in a file that as a whole is not.

    A line of EUC-KR or GB 2312 is valid UTF-8 by chance only when it is very short, and never holds
    a byte from 80 to A0.
    """
    for line in data.splitlines():
        if not _HIGH.search(line) or _tried(line, "utf-8") is None:
            continue
        if _LOW_TRAIL.search(line) or len(_UTF8_MANY.findall(line)) >= _BY_NO_CHANCE:
            return True
    return False


def _korean(data: bytes) -> str | None:
    """As EUC-KR, when nine in ten characters beyond ASCII are Hangul."""
    words = _tried(data, "cp949")
    if words is None:
        return None
    foreign = [c for c in words if c > "\x7f"]
    hangul = [c for c in foreign if "가" <= c <= "힣"]
    common = sum(c in _COMMON_HANGUL for c in hangul)
    # One character in five of running Korean is among the 32 most common syllables; random ones
    # among the 2,350 of the standard would be one in seventy.
    if len(hangul) >= 0.85 * len(foreign) and common * 10 >= len(hangul):
        return words
    return None


def _chinese(data: bytes) -> str | None:
    """As GB18030, when four in five characters beyond ASCII are everyday ones of GB 2312."""
    words = _tried(data, "gb18030")
    if words is None:
        return None
    foreign = [c for c in words if c > "\x7f"]
    han = [c for c in foreign if "\u4e00" <= c <= "\u9fff"]
    usual = sum(_is_usual_chinese(c) for c in foreign)
    common = sum(c in _COMMON_HAN for c in han)
    if usual >= 0.8 * len(foreign) and common * 20 >= len(han) > 0:
        return words
    return None


def _is_usual_chinese(character: str) -> bool:
    """Punctuation, or one of the 3,755 first-level characters of GB 2312 (rows 16 to 55)."""
    row = character.encode("gb18030")
    return len(row) == 2 and (0xA1 <= row[0] <= 0xA3 or 0xB0 <= row[0] <= 0xD7) and row[1] >= 0xA1


def _is_western(words: str) -> bool:
    """Each character beyond ASCII is a letter beside ASCII letters, or a mark that texts use."""
    padded = f" {words} "
    for before, character, after in zip(padded, padded[1:], padded[2:], strict=False):
        if character <= "\x7f" or character in _WESTERN_MARKS:
            continue
        if not character.isalpha() or (before > "\x7f" and after > "\x7f"):
            return False
        if not (before.isascii() and before.isalpha()) and not (
            after.isascii() and after.isalpha()
        ):
            return False
    return True


def _without_controls(words: str) -> str:
    """`words`; raises FileRefused when a zero or other control character shows it is no text."""
    if _CONTROL.search(words):
        raise FileRefused("it holds control characters, so it is no text file", _SAVE)
    return words


def _strictly(data: bytes, encoding: str, why: str) -> str:
    words = _tried(data, encoding)
    if words is None:
        raise FileRefused(f"it is not {encoding}, which is {why}", _SAVE)
    return _without_controls(words)


def _tried(data: bytes, encoding: str | None) -> str | None:
    """The words, or nothing where a byte does not fit; surrogates and unassigned are no fit."""
    if encoding is None:
        return None
    try:
        words = data.decode(encoding)
    except (UnicodeError, LookupError):
        return None
    return None if _SURROGATE.search(words) else words


def _known(label: str) -> str | None:
    """Python's name of a declared text encoding, widened as browsers do."""
    cleaned = label.strip().strip("\"'").lower()
    if cleaned in _WIDER:
        return _WIDER[cleaned]
    try:
        found = codecs.lookup(cleaned)
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in _NOT_CHARSETS:
        return None
    return _WIDER.get(found.name, found.name)


_NOT_CHARSETS = {"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}


def _first_break(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


# The scripts that tell a language well enough to keep an English parser away from it.
_SCRIPTS = (("HANGUL", "ko"), ("HIRAGANA", "ja"), ("KATAKANA", "ja"), ("CJK", "zh"), ("THAI", "th"))
_SAMPLE = 4000  # characters looked at


def language_of_script(words: str) -> str | None:
    """ISO 639-1 when a third of the letters are of a script that one language has, else nothing."""
    counts: dict[str, int] = {}
    letters = [c for c in words[:_SAMPLE] if c.isalpha()]
    for letter in letters:
        if letter > "\u0dff":
            name = unicodedata.name(letter, "").split(" ")[0]
            counts[name] = counts.get(name, 0) + 1
    for script, language in _SCRIPTS:
        if counts.get(script, 0) * (10 if language == "ja" else 3) > len(letters):
            return language
    return None
