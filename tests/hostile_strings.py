# ruff: noqa: E501
"""Two hundred strings made to break a page, a query, a path, a table, a terminal or a reader's eye.

All are our own; each family says what it would break if words were ever taken for more than words.
"""

from datetime import date

from bearwitness.model.claim import Claim, ClaimKind
from bearwitness.model.places import Place, PlacePrecision, PlaceRole
from bearwitness.model.reading import Reading
from bearwitness.model.report import Header, Report, TextVersion, report_id
from bearwitness.model.source import SourceKind, SourceLink
from bearwitness.model.span import evidence
from bearwitness.store.case import Case
from made_case import AT

SCRIPT = "window.broken=1"


def _markup() -> list[str]:
    """Would run a script, or change a page, if it stood in a page as it is."""
    attributes = ["onerror", "onload", "onfocus", "onclick", "onmouseover", "ontoggle"]
    tags = ["img src=x", "svg", "body", "video src=x", "iframe", "details open", "input autofocus"]
    found = [f"<{tag} {on}={SCRIPT}>" for tag in tags for on in attributes]
    found += [f"{shut}<script>{SCRIPT}</script>" for shut in (
        "", '"', "'", '">', "'>", "-->", "]]>", "</title>", "</textarea>", "</style>", "</script>",
        "</select>", "</bdi>", "</td></tr></table>", "</form>", "<!--", "<![CDATA[", "</main>",
    )]  # fmt: skip
    return [*found,
        f"<a href='javascript:{SCRIPT}'>x</a>", f"javascript:{SCRIPT}", f"JaVaScRiPt:{SCRIPT}",
        f"data:text/html,<script>{SCRIPT}</script>", "<base href='//elsewhere.invalid/'>",
        "<meta http-equiv=refresh content='0;url=//elsewhere.invalid'>",
        "<link rel=stylesheet href=//elsewhere.invalid/x.css>", "<style>*{display:none}</style>",
        "<form action=//elsewhere.invalid><button>Sign in</button></form>", "<plaintext>",
        "<img src=//elsewhere.invalid/pixel.png>", "<math><mtext></form>", "<noscript><p title='",
        f"&lt;script&gt;{SCRIPT}&lt;/script&gt;", "&#60;b&#62;", "&amp;amp;", "&", "&#0;", "&nosuch;",
        f"\" onfocus={SCRIPT} autofocus x=\"", f"' onfocus={SCRIPT} autofocus x='", "`onload=x`",
        f"<scr<script>ipt>{SCRIPT}</script>", f"<SCRIPT SRC=data:,{SCRIPT}></SCRIPT>", "<", ">", '"',
        "<div hx-get=/custody data-hx-trigger=load>x</div>", "<p hx-on:load='window.broken=1'>",
        "<button data-key=a>Accept</button>", "<article class=card id=x tabindex=-1>",
    ]  # fmt: skip


def _queries() -> list[str]:
    """Would change a query, or a full-text search, if it were part of one."""
    return [
        "'; DROP TABLE claims; --", "' OR '1'='1", '" OR ""="', "1; DELETE FROM reports", "')) --",
        "x' UNION SELECT key FROM keys --", "%", "_", "\\", "*", "NEAR(a b)", 'a" NEAR "b', "a AND",
        "NOT", "OR OR OR", "title:x", "{a b}:c", "^a", "(((((", "-", "--", '"unclosed', "“unclosed",
    ]  # fmt: skip


def _paths_and_headers() -> list[str]:
    """Would leave a folder or split a header."""
    return [
        "../../etc/passwd", "..\\..\\windows", "/etc/passwd", "C:\\con", "file:///etc/passwd", "~root",
        "%2e%2e%2f", "%00", "%0d%0aSet-Cookie: x=1", "a\r\nLocation: //elsewhere.invalid", "\r\n\r\n",
        "//elsewhere.invalid", "/custody/delete?report=x", "?a=b#c", "#", "NUL", "-rf", "--help",
        "$(reboot)", "`reboot`", "; reboot", "| reboot", "${HOME}", "aux.txt",
    ]  # fmt: skip


def _templates_and_tables() -> list[str]:
    """Would be worked out by a template, a format, a spreadsheet or a parser."""
    return [
        "{{ 7 * 7 }}", "{% raw %}", "{% include 'base.html' %}", "{# x", "${7*7}", "<%= 7 %>", "#{7}",
        "%s%s%s%n", "%(a)s", "{0.__class__}", "{}", "=1+1", "=cmd|'/c calc'!A0", "@SUM(1)", "+1", "-1+1",
        "\t=1+1", "null", "None", "undefined", "NaN", "true", "0", "-0", "1e999", "[]", '{"a":1}',
        "'''", "\\u0000", "\\x1b[31m", "a,b;c\td", "- yaml: [", "!!python/object:os.system",
    ]  # fmt: skip


def _seen_otherwise() -> list[str]:
    """Would look like something else, or like nothing, or break a line, a terminal or a parser."""
    return [
        "\u202egnp.exe\u202c", "\u2066x\u2069\u2067y", "\u202d\u202e\u202a", "\u200f\u200eאבג", "a\u200bb",
        "\u200b", "\u200d\u200c", "\ufeffx", "\u00ad\u00ad", "e" + "\u0301" * 200, "Z" + "\u0336" * 60,
        "\U0001f469\u200d\U0001f469\u200d\U0001f467", "\U0001f3f4\U000e0067\U000e007f", "\U0010ffff",
        "\ufffe\uffff", "\ue000", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b[2J", "\x07\x08\x7f",
        "a\x00b", "\x01\x02\x1f", "\x85\u2028\u2029", "a\x0bb\x0c", "\r", "\n\n\n", " " * 40, "\u3000",
        "\ud800", "a\udfffb", "ﷺ" * 30, "اعتقال 12 \u202a34", "الشرطة <b>x</b>", "훈춘에서 체포", "图们市逮捕",
        "ก็็็็็็็็็็", "İıſßﬀ", "ʇxǝʇ", "１２３", "Ω≠Ω", "x" * 20_000, "x " * 5_000, "ا" * 5_000, "<" * 5_000,
    ]  # fmt: skip


LINE = "A line of a million characters <b>" + "y" * 1_000_000
HOSTILE = [*_markup(), *_queries(), *_paths_and_headers(), *_templates_and_tables(),
           *_seen_otherwise(), LINE]  # fmt: skip
assert len(set(HOSTILE)) == len(HOSTILE) >= 200


def as_stored(words: str) -> str:
    """What a case can hold of it: half of a surrogate pair is no character."""
    return words.encode("utf-8", "replace").decode()


def add_hostile(case: Case, number: int, words: str) -> Claim:
    """A report that has the words as its text, title, outlet and file name, and in a claim."""
    words = as_stored(words)
    told = f"Police arrested two women in Tumen. {words} said so."
    receipt, _ = case.seal(f"{number} {told}".encode(), words[:200], "text/plain", AT)
    name = report_id(receipt.sha256)
    header = Header(name, words[:2_000], words[:500], words[:200], date(2024, 3, 8), "en")
    text = TextVersion.of(told)
    case.save_report(Report(header, receipt, words[:200], text, None))
    claim = Claim(
        f"claim-{number:016x}", name, ClaimKind.EVENT, "arrest",
        where=(Place(PlaceRole.AT, words[:200] or "x", None, "CN", "China", PlacePrecision.TOWN,
                     42.0, 129.0 + number / 100, f"made-{number}"),),
        attribution=(SourceLink(SourceKind.NEIGHBOUR, words[:300], words[:60], register=1),),
        evidence=(evidence("act", text.content, 7, 15),), confidence=0.5,
    )  # fmt: skip
    case.save_reading(Reading(header, claim.id, (claim,)), text.digest, AT)
    return claim
