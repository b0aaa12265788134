"""What the commands share: the passphrase, JSON out, tables, progress."""

import csv
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from ..model.errors import BadTable, CaseExists, WrongUse
from ..model.restricted import Restricted

T = TypeVar("T")
PASSPHRASE_VARIABLE = "BEARWITNESS_PASSPHRASE"  # noqa: S105  the variable's name

# Each command answers to -h wherever it is called from.
cli_command = partial(click.command, context_settings={"help_option_names": ["-h", "--help"]})
case_argument = click.argument("case", type=click.Path(path_type=Path))
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of words.")


def passphrase_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--passphrase-file; without it the variable BEARWITNESS_PASSPHRASE, or else a prompt."""
    return click.option(
        "--passphrase-file",
        type=click.Path(path_type=Path),
        help=f"Read the passphrase from a file's first line (or set {PASSPHRASE_VARIABLE}).",
    )(command)


def passphrase(case: Path, file: Path | None) -> Restricted:
    """The passphrase of the case at `case`, asked for only once a case is seen to be there.

    Raises CaseNotFound, CaseTooNew, and WrongUse when there is no passphrase to be had.
    """
    from ..store.keys import case_at

    case_at(case)
    return _passphrase(file, confirm=False)


def new_passphrase(case: Path, file: Path | None) -> Restricted:
    """A passphrase for a case to be made at `case`; raises CaseExists where something stands."""
    if case.exists() and (case.is_file() or any(case.iterdir())):
        raise CaseExists("something already stands at that path", "choose a new folder")
    return _passphrase(file, confirm=True)


def next_passphrase(file: Path | None) -> Restricted:
    """The passphrase that comes in another's place, from a file or asked for twice.

    Never from the environment: the variable holds the one that opens the case now.
    """
    return _passphrase(file, confirm=True, ask="New passphrase", variable=None)


def _passphrase(
    file: Path | None,
    *,
    confirm: bool,
    ask: str = "Passphrase",
    variable: str | None = PASSPHRASE_VARIABLE,
) -> Restricted:
    """From a file, the environment or a prompt; without a variable the one in use is changed."""
    if file is not None:
        try:
            words = file.read_text(encoding="utf-8").split("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError):
            raise WrongUse(
                "the passphrase file cannot be read", "check the file's path and that it is text"
            ) from None
    elif variable and variable in os.environ:
        words = os.environ[variable]
    elif sys.stdin.isatty():
        words = click.prompt(ask, hide_input=True, confirmation_prompt=confirm)
    elif variable:
        raise WrongUse("no passphrase was given", f"give --passphrase-file, or set {variable}")
    else:
        raise WrongUse("no new passphrase was given", "give --new-passphrase-file")
    if not words:
        raise WrongUse("the passphrase is empty", "choose several words that nobody can guess")
    return Restricted(words)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    import msgspec

    plain = json.loads(msgspec.json.encode(value))
    click.echo(json.dumps(plain, ensure_ascii=False, indent=2))


_REORDERS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def for_terminal(words: object) -> str:
    """Words as a terminal may have them: what would move, colour or reorder it is spelled out."""
    return "".join(
        c.encode("unicode_escape").decode()
        if c != "\n" and (c in _REORDERS or unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp"))
        else c
        for c in str(words)
    )


def print_table(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns padded to their widest cell, numbers to the right."""
    held = [[for_terminal(cell) for cell in row] for row in rows]
    widths = [max(len(r[i]) for r in [list(heading), *held]) for i in range(len(heading))]
    for row in [list(heading), *held]:
        cells = (
            cell.rjust(width) if cell.isdigit() else cell.ljust(width)
            for cell, width in zip(row, widths, strict=True)
        )
        click.echo("  ".join(cells).rstrip())


def with_progress(items: Iterable[T], length: int, label: str) -> Iterator[T]:
    """`items`, with a bar on standard error while they come, when someone is watching."""
    if not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, length=length, label=label, file=sys.stderr) as bar:
        yield from bar


def table_rows(path: Path, if_empty: str) -> list[list[str]]:
    """The rows of a CSV in UTF-8 (comma, semicolon or tab), its heading first; raises BadTable."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise BadTable("the table cannot be read", "give the path of a CSV in UTF-8") from None
    if not lines:
        raise BadTable("the table is empty", if_empty)
    try:
        return list(csv.reader(lines, delimiter=max(",;\t", key=lines[0].count)))
    except csv.Error:
        raise BadTable("the table cannot be read as a CSV", "save it as CSV in UTF-8") from None


def write_new(out: Path, data: bytes) -> None:
    """A new file, whole, that only its owner can read.

    Raises WrongUse where something stands already or the folder does not exist, StorageFull.
    """
    from ..store.files import storage_errors, write_whole

    if out.exists():
        raise WrongUse("something already stands at that path", "name a file that does not exist")
    if not out.parent.is_dir():
        raise WrongUse("the folder of that path does not exist", "make it first")
    with storage_errors():
        write_whole(out, data)


@contextmanager
def working(what: str) -> Iterator[None]:
    """Says on standard error what takes a while, when someone is watching, and takes it back."""
    watched = sys.stderr.isatty()
    if watched:
        click.echo(f"{what} …", nl=False, err=True)
    try:
        yield
    finally:
        if watched:
            click.echo("\r\033[K", nl=False, err=True)


def text_of_file(path: Path) -> Any:
    """What the reader makes of one file without a case; raises FileRefused."""
    from ..adding import load
    from ..sandbox import Sandbox
    from ..settings import Settings

    settings = Settings()
    with Sandbox(settings) as sandbox:
        return sandbox.read(load(path, settings), path.name)


def example(words: str) -> str:
    """An epilog with an example, its lines kept as they are."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in words.splitlines())
