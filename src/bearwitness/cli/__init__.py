"""The command line: one command a stage, in the order of the flow.

Nothing heavy is imported until a command needs it. Exit codes: 0 done, 1 something was refused or
failed verification, 2 wrong use.
"""

from .main import main

__all__ = ["main"]
