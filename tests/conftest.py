"""Every test runs offline, in this process and in every process it starts."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
GUARD = ROOT / "tests" / "offline"
sys.path.insert(0, str(GUARD))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(GUARD), os.environ.get("PYTHONPATH")]))

pytest_plugins = ["made_files"]  # files of every format, good and bad

import offline_guard  # noqa: E402, F401  its import puts the guard in place

import counted_again  # noqa: E402, F401  from here on pycanon counts every release again

# No test is timed: the machines are shared. In continuous integration the examples are the same
# each time, so that a change is judged by what it changed; elsewhere new ones are tried.
settings.register_profile("shared", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("shared")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The repository's root."""
    return ROOT
