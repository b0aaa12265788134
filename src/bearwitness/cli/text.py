"""read, expose, redact: for one file, without a case."""

from pathlib import Path
from typing import Any

import click

from ..model.errors import FileRefused, WrongUse
from .common import (
    cli_command,
    example,
    json_option,
    passphrase,
    passphrase_option,
    print_json,
    print_table,
    text_of_file,
    write_new,
)

file_argument = click.argument("file", type=click.Path(path_type=Path))
audience_option = click.option(
    "--for",
    "audience",
    type=click.Choice(["public", "partners"]),
    default="public",
    show_default=True,
    help="Who will see it: partners may see places and months as they are.",
)


@cli_command("read", epilog=example("bearwitness read article.html --published 2021-08-24 --json"))
@file_argument
@click.option("--published", help="Publication date, YYYY-MM-DD, over what the file says.")
@click.option("--title", help="Title, over what the file says.")
@click.option("--outlet", help="Outlet, over what the file says.")
@click.option("--language", help="Language of the text, as in `en`.")
@json_option
def read_command(file: Path, as_json: bool, **stated: str | None) -> None:
    """What one text claims: acts, dates, places, people affected, and who says so.

    Offsets in the JSON are Unicode code points into the text as it was extracted from the file.
    The shape is docs/schema/reading.json.
    """
    from ..api import read_text
    from .case import _date

    _date(stated["published"])
    extracted = text_of_file(file)
    header = {name: stated[name] or getattr(extracted, name) for name in stated}
    reading = read_text(extracted.text.content, **header)
    if as_json:
        print_json(reading.to_dict())
    else:
        _say_reading(reading)


def _say_reading(reading: Any) -> None:
    from ..review.table import shown

    rows = []
    for claim in reading.claims:
        fields = shown(claim)
        source = claim.innermost.kind if claim.innermost else ""
        mark = "*" if claim.id == reading.primary else ""
        what = claim.act or claim.kind
        rows.append(
            [mark, claim.kind, what, fields["modality"], fields["when"], fields["where"],
             fields["people"], source, fields["confidence"]]
        )  # fmt: skip
    print_table(
        ["", "kind", "act", "modality", "when", "where", "people", "source", "confidence"], rows
    )
    click.echo(
        f"\n{len(reading.claims)} claims (* the main one), {len(reading.times)} dates, "
        f"{len(reading.places)} places, {len(reading.exposures)} exposures. "
        "These are suggestions; a person decides."
    )


@cli_command(
    "expose",
    epilog=example(
        "bearwitness expose draft.docx --for public\nbearwitness expose draft.txt --risk"
    ),
)
@file_argument
@audience_option
@click.option("--risk", "with_risk", is_flag=True, help="Also how many people could fit it all.")
@json_option
def expose_command(file: Path, audience: str, with_risk: bool, as_json: bool) -> None:
    """What this draft would give away, for a reporter before publishing, and what to say instead.

    It prints the words themselves: mind who sees your screen. With --risk it reckons how many
    people could fit everything told, prints what it assumed, and which one change helps most.
    """
    from ..api import expose, risk

    text = text_of_file(file).text.content
    found = expose(text, audience)
    reckoned = risk(text, found) if with_risk else None
    if as_json:
        print_json({"exposures": found} | ({"risk": reckoned} if reckoned else {}))
        return
    for one in found:
        line = text.count("\n", 0, one.start) + 1
        click.echo(f"line {line}, {one.level}, {one.category}: {one.exact!r}")
        click.echo(
            f"    {one.why}; say instead: {one.instead}"
            if one.why
            else f"    say instead: {one.instead}"
        )
    click.echo(f"{len(found)} exposures; the program misses some, so read it once more yourself")
    if reckoned is not None:
        _say_risk(reckoned)


def _say_risk(reckoned: Any) -> None:
    """The figure, the change that helps most, and everything that was assumed."""
    click.echo(f"\nRisk: {_people(reckoned.low, reckoned.high)} could fit everything told.")
    if reckoned.best is not None:
        best = reckoned.best
        click.echo(f"  The change that helps most: {best.exact!r} to {best.instead!r}: "
                   f"then {_people(best.low, best.high)}.")  # fmt: skip
    click.echo(f"  With every safer wording: {_people(*reckoned.after_all)}.")
    for category in reckoned.uncounted:
        click.echo(f"  Not counted, and it narrows further: {category}.")
    click.echo("Assumed:")
    for assumption in reckoned.assumptions:
        click.echo(f"  {assumption}")


def _people(low: int, high: int) -> str:
    if high == 1:
        return "one person"
    return f"{low:,} to {high:,} people"


@cli_command(
    "redact",
    epilog=example(
        "bearwitness redact draft.txt > safe.txt\n"
        "bearwitness redact draft.txt --html seen.html --out safe.txt\n"
        "bearwitness redact draft.txt --case cases/border-2024 --release 2024-06\n"
        "bearwitness redact photo.jpg --out safe.png"
    ),
)
@file_argument
@audience_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Where to write the result; needed for a picture.",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    help="Also write a page with the text before and after; it holds the original words.",
)
@click.option(
    "--case",
    type=click.Path(path_type=Path),
    help="Keep one set of pseudonyms through this case, and mask what its reports expose.",
)
@click.option(
    "--release", default="", help="With --case: pseudonyms of this release, unlike any other's."
)
@passphrase_option
@json_option
def redact_command(
    file: Path,
    audience: str,
    out: Path | None,
    html: Path | None,
    case: Path | None,
    release: str,
    passphrase_file: Path | None,
    as_json: bool,
) -> int:
    """The same text, made safe; a picture with faces covered and its metadata gone.

    Pseudonyms hold within one text and cannot be linked to another run's; with --case they hold
    through the case, and with --release through one release of it. The result is then searched for
    every restricted string of the case. A picture always needs a person's look before it is
    published.
    """
    from ..adding import load
    from ..api import redact
    from ..read.sniffing import sniff
    from ..settings import Settings

    if release and case is None:
        raise WrongUse("--release says nothing without a case", "give --case CASE as well")
    data = load(file, Settings())
    if sniff(data, file.name).startswith("image/"):
        if html is not None or case is not None:
            raise WrongUse(
                "a picture has no text to show or to check", "leave out --html and --case"
            )
        return _redact_picture(data, out, as_json)
    key, restricted = _of_case(case, release, passphrase_file) if case else (None, frozenset())
    text = text_of_file(file).text.content
    made = redact(text, audience=audience, key=key, restricted=restricted)
    if html is not None:
        from ..protect.side_by_side import side_by_side

        write_new(html, side_by_side(text, made, audience).encode("utf-8"))
    if as_json:
        print_json(made)
    elif out is not None:
        write_new(out, made.text.encode("utf-8"))
    else:
        click.echo(made.text, nl=not made.text.endswith("\n"))
    return 0


def _of_case(
    case: Path, release: str, passphrase_file: Path | None
) -> tuple[bytes, frozenset[str]]:
    """The key of the case's pseudonyms for one release, and its restricted strings."""
    from ..pipeline import open_case
    from ..protect.operators import key_for

    with open_case(case, passphrase(case, passphrase_file)) as opened:
        return key_for(opened.secret("texts"), release), opened.restricted_words()


def _redact_picture(data: bytes, out: Path | None, as_json: bool) -> int:
    from ..protect.images import safe_image

    if out is None:
        raise WrongUse("a picture needs a place to go", "give --out FILE")
    made = safe_image(data)
    if not made.data:
        raise FileRefused(made.why, "convert it to JPEG or PNG and look at it yourself")
    write_new(out, made.data)
    covered = len(made.faces)
    told = {"faces": covered, "verdict": made.verdict.name, "why": made.why, "out": str(out)}
    if as_json:
        print_json(told)
    else:
        click.echo(f"wrote {out} (PNG): {covered} faces covered; {made.verdict.name}: {made.why}")
    return 0
