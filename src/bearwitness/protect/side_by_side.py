"""A text and what became of it, side by side, as one HTML page.

Row by row, a paragraph each: left as it was, right as it is made safe, every change marked and told
why. One file without scripts, fonts, links or pictures; every word of the text is escaped, and the
page forbids itself to load anything. It holds the original words: it stays where the original is.
"""

from collections.abc import Iterator, Sequence
from html import escape

from ..model.redaction import Redaction, Replacement

_STYLE = """
:root { color-scheme: light; --line: #c9c4b8; --direct: #ffd9d2; --quasi: #fff0b8; --new: #d9ecd9; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 78rem; padding: 1.5rem 1rem; color: #1c1b19; background: #fff;
  font: 1rem/1.55 Georgia, "Noto Serif", serif; }
h1 { font-size: 1.3rem; margin: 0 0 .5rem; }
p { margin: 0 0 .75rem; }
.keep { border-left: .3rem solid #a3260f; padding: .25rem .75rem; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th { text-align: left; font: 600 .85rem/1.4 system-ui, sans-serif; padding: .4rem .6rem; }
td { vertical-align: top; padding: .5rem .6rem; border-top: 1px solid var(--line);
  white-space: pre-wrap; overflow-wrap: anywhere; }
mark { color: inherit; padding: 0 .12em; border-radius: .15em;
  -webkit-box-decoration-break: clone; box-decoration-break: clone; }
mark.direct { background: var(--direct); border-bottom: 2px solid #a3260f; }
mark.quasi { background: var(--quasi); border-bottom: 1px dashed #7a5c00; }
ins { background: var(--new); text-decoration: none; padding: 0 .12em; border-radius: .15em; }
ul.key { list-style: none; padding: 0; font: .85rem/1.6 system-ui, sans-serif; }
ul.key li { display: inline-block; margin-right: 1.2rem; }
@media (max-width: 40rem) {
  thead { display: none; }
  table, tbody, tr, td { display: block; width: 100%; }
  tr { border-top: 1px solid var(--line); padding: .4rem 0; }
  td { border: 0; padding: .3rem 0; }
  td::before { content: attr(data-side); display: block; color: #5b564c;
    font: 600 .75rem/1.4 system-ui, sans-serif; }
}
@media print {
  body { padding: 0; font-size: 10pt; max-width: none; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
  mark, ins { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
""".strip()
_READERS = {"public": "the public"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def side_by_side(text: str, made: Redaction, audience: str = "public") -> str:
    """The page for a text and its redaction; ends with a line end."""
    rows = "\n".join(_row(left, right) for left, right in _paragraphs(text, made))
    counts = _counts(made.replacements)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>Before and after redaction</title>
<style>
{_STYLE}
</style>
</head>
<body>
<h1>Before and after redaction for {escape(_READERS.get(audience, audience))}</h1>
<p class="keep">This page holds the original words. Keep it where the original is kept; give out
only the redacted text. The program misses some things: read the right side once more yourself.</p>
<ul class="key">
<li><mark class="direct">names, reaches or numbers someone</mark></li>
<li><mark class="quasi">narrows down who it is</mark></li>
<li><ins>what stands there now</ins></li>
<li>{escape(counts)}</li>
</ul>
<table>
<thead><tr><th scope="col">As it was</th><th scope="col">As it may be shown</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


def _counts(changes: Sequence[Replacement]) -> str:
    direct = sum(change.level == "direct" for change in changes)
    return f"{len(changes)} changes, {direct} of them direct"


def _row(left: str, right: str) -> str:
    return (
        f'<tr><td data-side="As it was">{left}</td>'
        f'<td data-side="As it may be shown">{right}</td></tr>'
    )


def _paragraphs(text: str, made: Redaction) -> Iterator[tuple[str, str]]:
    """The two sides of each paragraph, as HTML; a change over a line end keeps lines together."""
    left: list[str] = []
    right: list[str] = []
    at = 0
    for change in made.replacements:
        yield from _kept(text[at : change.start], left, right)
        left.append(_marked(text[change.start : change.end], change))
        right.append(f"<ins>{escape(made.text[change.new_start : change.new_end])}</ins>")
        at = change.end
    yield from _kept(text[at:], left, right)
    if "".join(left).strip():
        yield "".join(left), "".join(right)


def _kept(words: str, left: list[str], right: list[str]) -> Iterator[tuple[str, str]]:
    """Unchanged words: every line end in them ends a paragraph on both sides."""
    first, *rest = words.split("\n")
    left.append(escape(first))
    right.append(escape(first))
    for line in rest:
        if "".join(left).strip():
            yield "".join(left), "".join(right)
        left[:] = right[:] = [escape(line)]


def _marked(words: str, change: Replacement) -> str:
    why = escape(f"{change.category}: {change.level}", quote=True)
    return f'<mark class="{escape(change.level, quote=True)}" title="{why}">{escape(words)}</mark>'
