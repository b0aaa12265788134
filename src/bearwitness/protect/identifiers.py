"""Numbers and addresses that stand for one person or thing, with their checksums.

A number whose checksum holds is named for what it is; one that only looks like it is still found,
because a mistyped number leads to the same person. References to laws ("Article 14", "Law no. 25")
stand for nobody and are left.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from .found import DIRECT, QUASI, Found


def luhn_holds(digits: str) -> bool:
    """Whether payment-card digits have a right check digit (ISO/IEC 7812-1, annex B)."""
    total = 0
    for i, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if i % 2 else 1)
        total += value - 9 if value > 9 else value
    return len(digits) > 1 and total % 10 == 0


def iban_holds(words: str) -> bool:
    """Whether an IBAN's check digits are right (ISO 13616: the rest by 97 is 1)."""
    plain = re.sub(r"\s", "", words).upper()
    moved = plain[4:] + plain[:4]
    return moved.isalnum() and int("".join(str(int(c, 36)) for c in moved)) % 97 == 1


def korean_rrn_holds(digits: str) -> bool:
    """Whether 13 digits are a Korean resident registration number with a right check digit.

    Numbers given out since October 2020 carry random digits and fail; they are found by shape.
    """
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    total = sum(int(d) * w for d, w in zip(digits, weights, strict=False))
    return len(digits) == 13 and (11 - total % 11) % 10 == int(digits[12])


def chinese_id_holds(words: str) -> bool:
    """Whether 18 characters are a Chinese resident identity number (GB 11643-1999, mod 11-2)."""
    if not re.fullmatch(r"\d{17}[\dXx]", words):
        return False
    total = sum(int(d) * pow(2, 17 - i, 11) for i, d in enumerate(words[:17]))
    return "10X98765432"[total % 11] == words[17].upper() and _is_day(words[6:14])


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _digits(words: str) -> str:
    return re.sub(r"\D", "", words)


Test = Callable[[str], bool]
Rule = tuple[str, str, str, str, str, Test]


def _always(_words: str) -> bool:
    return True


def _looks_like_phone(words: str) -> bool:
    return 8 <= len(_digits(words)) <= 15 and not re.fullmatch(r"[\d .]+", words.strip())


_SEP = r"[ .\-–‑]"
# pattern, category, instead, why, level, further test; earlier rules name what later ones also match
RULES: tuple[Rule, ...] = (
    (r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", "contact", "[an e-mail address]",
     "an e-mail address", DIRECT, _always),
    (r"(?:https?://|www\.)[^\s<>\"”)]+", "contact", "[a link]", "a link", DIRECT, _always),
    (r"\b(?:t\.me|wa\.me|fb\.com|facebook\.com|instagram\.com|twitter\.com|x\.com|vk\.com|"
     r"weibo\.com|tiktok\.com|linkedin\.com)/[^\s<>\"”)]+", "contact", "[a profile]",
     "a link to a profile", DIRECT, _always),
    (r"(?<![\w.])@\w[\w.]{2,}", "contact", "[a handle]", "a handle", DIRECT, _always),
    (r"(?i)\b(?:we ?chat|kakao(?: ?talk)?|telegram|whatsapp|line|signal|skype|qq|zalo|viber|handle|"
     r"username|user name)(?: (?:id|name|handle|account|number|user))?[ :=]+(?:is |was )?[“\"']?"
     r"(?=\S*[\d_])[\w.+-]{4,}", "contact", "[a handle]", "an account name", DIRECT, _always),
    (r"\b\d{6}[-–‑ ]?[1-8]\d{6}\b", "identifier", "[a registration number]",
     "a Korean resident registration number", DIRECT, lambda w: korean_rrn_holds(_digits(w))),
    (r"\b\d{6}[-–‑][1-8]\d{6}\b", "identifier", "[a registration number]",
     "has the shape of a Korean resident registration number", DIRECT, _always),
    (r"\b\d{17}[\dXx]\b", "identifier", "[an identity number]", "a Chinese identity number",
     DIRECT, chinese_id_holds),
    (r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b", "identifier", "[an account number]",
     "a bank account (IBAN)", DIRECT, iban_holds),
    (r"\b\d(?:[ -]?\d){12,18}\b", "identifier", "[a card number]", "a payment card", DIRECT,
     lambda w: luhn_holds(_digits(w))),
    (r"\b(?:bc1[a-z0-9]{25,60}|[13][a-km-zA-HJ-NP-Z1-9]{25,34}|0x[0-9a-fA-F]{40}|T[1-9A-HJ-NP-Za-km-z]{33})\b",
     "identifier", "[a wallet]", "a cryptocurrency wallet", DIRECT, _always),
    (rf"(?<![\w/])(?:\+|00)\d{{1,3}}{_SEP}?(?:\(0?\d{{1,4}}\){_SEP}?)?\d{{1,4}}(?:{_SEP}?\d{{2,5}}){{1,4}}\b",
     "contact", "[a phone number]", "a telephone number", DIRECT, _always),
    (rf"(?<![\w/.,-])0\d{{1,3}}{_SEP}\d{{3,4}}{_SEP}\d{{3,4}}\b", "contact", "[a phone number]",
     "a telephone number", DIRECT, _always),
    (r"\b01[016789]\d{7,8}\b|\b1[3-9]\d[ -]?\d{4}[ -]?\d{4}\b", "contact", "[a phone number]",
     "a mobile number", DIRECT, _always),
    (rf"(?<![\w/.,-])\(?\d{{2,4}}\)?{_SEP}\d{{3,4}}{_SEP}\d{{4}}\b", "contact", "[a phone number]",
     "a telephone number", DIRECT, _looks_like_phone),
    (r"(?i)\b(?:tel|phone|mobile|cell|fax|call(?:ed)?)[a-z]*[.:]? (?:no\.? |number )?(?:on |at |is )?"
     r"(?=[\d+(])[\d+() .-]{6,}\d", "contact", "[a phone number]", "a telephone number", DIRECT, _always),
    (r"[-+]?\d{1,2}[.,]\d{3,}°?\s?[NS]?\s*[,;/ ]\s*[-+]?\d{1,3}[.,]\d{3,}°?\s?[EW]?", "identifier",
     "[a point on the map]", "coordinates", DIRECT, _always),
    (r"\d{1,3}°\s?\d{1,2}[′'’](?:\s?\d{1,2}(?:\.\d+)?[″\"”])?\s?[NSEW](?:[,; ]+\d{1,3}°\s?\d{1,2}[′'’]"
     r"(?:\s?\d{1,2}(?:\.\d+)?[″\"”])?\s?[NSEW])?", "identifier", "[a point on the map]",
     "coordinates", DIRECT, _always),
    (r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·• ]?[A-Z0-9]{5,6}",
     "identifier", "[a number plate]", "a number plate", DIRECT, _always),
    (r"\b\d{2,3} ?[가-힣] ?\d{4}\b", "identifier", "[a number plate]", "a number plate", DIRECT, _always),
    (r"(?i)\b(?:number plate|licen[cs]e plate|plate|registration)(?: (?:number|no\.?))?[ :]+(?:was |is )?"
     r"(?=[A-Z0-9 -]*\d)[A-Z0-9]{1,4}[ -]?[A-Z0-9]{2,5}\b", "identifier", "[a number plate]",
     "a number plate", DIRECT, _always),
    (r"(?i)\bpassport(?: (?:number|no\.?))?[ :#]*(?:is |was )?[A-Z]{0,2}\d{6,9}\b", "identifier",
     "[a passport number]", "a passport number", DIRECT, _always),
    (r"\b[A-Z]{1,2}\d{7,8}\b", "identifier", "[a document number]",
     "has the shape of a passport number", DIRECT, _always),
    (r"(?<![\w/.])\d{1,6}/\d{2}(?:\d{2})?(?![\w/])", "identifier", "[a case number]",
     "an application or case number", DIRECT, _always),
    (r"(?<![\w/.])\d+[A-Z]?(?:/\d+[A-Z]?\d*)+(?:\.\d+)*(?![\w/])", "identifier",
     "[a file number]", "a file number", DIRECT, _always),
    (r"\b(?:[IVX]+ )?(?:[A-Z][A-Za-z]{0,3} )?\d{1,6}/\d{2,4}\b", "identifier", "[a file number]",
     "a file number", DIRECT, _always),
    (r"\b(?!§)(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)+\b", "identifier",
     "[a file number]", "a reference number", DIRECT, _always),
    (r"(?i)(?:\b(?:case|file|plot|parcel|flat|apartment|apt|room|cell|unit|block|prisoner|inmate|badge|"
     r"account|ID|identity card|card|permit|visa|ticket|flight|train|bus|order|docket|register|dossier|"
     r"reference|ref)\b\.?,? ?(?:nos?\.?|numbers?|#|№)? ?)(?=[\w./-]*\d)[\w][\w./-]*", "identifier",
     "[a number]", "a number of a file, cell, room or document", QUASI, _always),
    (r"(?i)(?<!law )(?<!act )(?<!protocol )(?<!decree )(?<!decree-law )(?<!regulation )(?<!directive )"
     r"(?<!resolution )\bnos?\. ?(?=[\w./-]*\d)[\w][\w./-]*(?:(?:, | and )\d[\w./-]*)*", "identifier",
     "[a number]", "a number", DIRECT, _always),
    (r"\b\d{1,4}(?:[-/]\d{1,4})?,? (?:[A-Z][\w’'-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|"
     r"Boulevard|Blvd|Square|Sq|Alley|Way|Place|Court|Terrace|Soi|Gil|Ro|Lu)\b\.?", "contact",
     "[an address]", "a street address", DIRECT, _always),
    (r"\b(?:[A-Z][\w’'-]+ ){1,3}(?:Street|Road|Avenue|Boulevard|Alley|Lane|Soi|Square)(?:,? (?:no\. ?)?\d{1,4})?\b",
     "contact", "[an address]", "a street", DIRECT, _always),
    (r"\b[A-Z][\w]+(?:-ro|-gil|-daero|[- ]Lu|straße|strasse|gasse|gata|gatan)(?: \d{1,4}(?:-\d{1,4})?)?\b",
     "contact", "[an address]", "a street", DIRECT, _always),
    (r"[가-힣]+(?:로|길) ?\d+(?:-\d+)?(?:번지|호)?", "contact", "[an address]", "a street address", DIRECT, _always),
    (r"[\u4e00-\u9fff]{1,8}(?:路|街|巷)\d+[号號弄]", "contact", "[an address]", "a street address", DIRECT, _always),
)  # fmt: skip

_LAW = re.compile(
    r"(?i)(?:articles?|art\.|rules?|sections?|§§?|protocols?(?: no\.)?|paragraphs?|para\.|laws?|acts?|"
    r"regulations?|directives?|decrees?(?:-law)?|resolutions?)(?: (?:nos?\.?|\d[\d.]*,?|and|to|§))* $"
)


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    return tuple((re.compile(rule[0]), rule) for rule in RULES)


def is_law_reference(text: str, start: int) -> bool:
    """Whether what begins at `start` continues "Article …", "Law no. …" and the like."""
    return _LAW.search(text[max(0, start - 40) : start]) is not None


def identifiers(text: str) -> Iterator[Found]:
    """Every number, address and account in `text` that stands for one person or thing."""
    for pattern, (_, category, instead, why, level, test) in _compiled():
        for match in pattern.finditer(text):
            if test(match.group()) and not is_law_reference(text, match.start()):
                yield Found(match.start(), match.end(), category, instead, why, level)
