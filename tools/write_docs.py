"""Write the pages that are made from the code: run `make docs` and read the diff.

`DOCS` is the one table: a path under docs/ and the function that gives its words.
`tests/test_docs.py` fails when a page on disk differs from what the code gives.
"""

import inspect
import json
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
import msgspec

from bearwitness.cli.main import COMMANDS, bearwitness
from bearwitness.model import errors
from bearwitness.model.reading import Reading
from bearwitness.publish.codebook import codebook_markdown
from bearwitness.settings import Settings

_SHOWN_AS: Any = {"max_content_width": 96, "help_option_names": ["-h", "--help"]}
DOCS_FOLDER = Path(__file__).resolve().parent.parent / "docs"


def reading_schema() -> str:
    """The JSON Schema of one reading, from the nouns."""
    schema = msgspec.json.schema(Reading)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "A reading: what `bearwitness read FILE --json` prints"
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def commands_page() -> str:
    """Every command with its help, in the order of the flow."""
    parts = ["# Commands\n\nMade from the program's own help by `make docs`.\n"]
    context = click.Context(bearwitness, info_name="bearwitness")
    for name, _, _ in COMMANDS:
        command = bearwitness.get_command(context, name)
        if command is None:
            raise SystemExit(f"the command {name} cannot be loaded")
        words = command.get_help(
            click.Context(command, info_name=f"bearwitness {name}", **_SHOWN_AS)
        )
        parts.append(f"## {name}\n\n```\n{words}\n```\n")
    return "\n".join(parts)


def settings_page() -> str:
    """Every setting, its default and its meaning, from the comments beside them."""
    lines = Path(Settings.__module__.replace(".", "/")).with_suffix(".py")
    source = (DOCS_FOLDER.parent / "src" / lines).read_text(encoding="utf-8").splitlines()
    rows = [
        row for field in fields(Settings) for row in source if row.startswith(f"    {field.name}:")
    ]
    table = [_settings_row(row) for row in rows]
    return _SETTINGS_HEAD + "\n".join(table) + "\n"


def _settings_row(line: str) -> str:
    code, meaning = line.strip().split("  # ")
    name, default = code.split(" = ")
    return f"| `{name.split(':')[0]}` | {default.replace('_', ' ')} | {meaning} |"


_SETTINGS_HEAD = """# Settings

Each can be changed for one case in `settings.yml` in its folder:

```yaml
k: 7
max_file_bytes: 100000000
```

A name that is no setting, or a value of another kind, is refused.

| setting | default | meaning |
|---|---|---|
"""


def errors_page() -> str:
    """Every error, what it means and the exit code it ends a command with."""
    rows = [
        f"| `{kind.__name__}` | {kind.exit_code} | {(inspect.getdoc(kind) or '').splitlines()[0]} |"
        for kind in _tree(errors.BearwitnessError)
    ]
    return _ERRORS_HEAD + "\n".join(rows) + "\n"


def _tree(kind: type[errors.BearwitnessError]) -> Iterator[type[errors.BearwitnessError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _tree(below)


_ERRORS_HEAD = """# Errors

Two branches: `WrongUse` ends a command with 2 (change the command), every `Refusal` with 1 (the
input, the case or the rules said no). Each carries a hint. Messages name ids, spans and counts; the
words of a report stay in the report.

| error | exit code | meaning |
|---|---|---|
"""

DOCS: dict[str, Callable[[], str]] = {
    "schema/reading.json": reading_schema,
    "commands.md": commands_page,
    "settings.md": settings_page,
    "errors.md": errors_page,
    "codebook.md": codebook_markdown,
}


def main() -> None:
    """Write every page of `DOCS`."""
    for name, words in DOCS.items():
        path = DOCS_FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words(), encoding="utf-8")
        print(f"wrote docs/{name}")


if __name__ == "__main__":
    main()
