"""The group of commands, and how errors become words and exit codes."""

import sys
from importlib import import_module
from typing import Any

import click

from .. import __version__
from ..model.errors import BearwitnessError

# Command, the module it is in, what it does: in the order of the flow.
COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("init", "case", "Make a case: an encrypted folder for reports."),
    ("add", "case", "Seal, read, extract and link files or folders."),
    ("desk", "desk", "The review pages on this machine."),
    ("review", "review", "See what waits; accept, correct or reject."),
    ("search", "search", "Reports that hold words, or a claim that fits."),
    ("measure", "case", "Documented counts by act, month and place."),
    ("release", "release", "Through the gate, then a release folder."),
    ("verify", "case", "Does everything still match its seals and the ledger?"),
    ("passphrase", "case", "Put another passphrase in the place of a case's."),
    ("delete", "case", "Delete a report for a source's safety."),
    ("why", "review", "Why two claims are, or are not, one incident."),
    ("read", "text", "One text to claims, without a case."),
    ("expose", "text", "What would this draft give away?"),
    ("redact", "text", "The same text or picture, made safe."),
    ("anonymise", "anonymise", "Any table to k-anonymity with the least loss."),
    ("alerts", "alerts", "Weeks or months with more than their past lets expect."),
    ("estimate", "estimate", "Undercount from any table of overlapping lists."),
)


class Commands(click.Group):
    """Commands in the order of the flow, each loaded when it is asked for."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return [name for name, _, _ in COMMANDS]

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        for command, module, _ in COMMANDS:
            if command == name:
                found = getattr(import_module(f".{module}", __package__), f"{name}_command")
                return found if isinstance(found, click.Command) else None
        return None

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands, in the order of the flow"):
            formatter.write_dl([(name, what) for name, _, what in COMMANDS])


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    epilog="`bearwitness COMMAND --help` shows an example of each.",
)
@click.version_option(__version__, prog_name="bearwitness")
def bearwitness() -> None:
    """Reports of abuse into a record that can be trusted, published without harming anyone in it.

    Everything works without a network. The machine suggests, a person decides, and nothing that
    nobody reviewed is published.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit with its code."""
    try:
        code: Any = bearwitness.main(arguments, prog_name="bearwitness", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message())
        code = 2
    except click.ClickException as wrong:
        wrong.show()
        code = 2
    except BearwitnessError as error:
        say_error(error)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nstopped; what was acknowledged is kept", err=True)
        code = 1
    except BrokenPipeError:  # the reader of our output has gone: `| head`
        sys.stderr.close()
        code = 1
    sys.exit(code if isinstance(code, int) else 0)


def say_error(error: BearwitnessError) -> None:
    """The problem and the next step, on standard error."""
    click.echo(f"error: {error.problem}", err=True)
    if error.hint:
        click.echo(f"hint:  {error.hint}", err=True)
