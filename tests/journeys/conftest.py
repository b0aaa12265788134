from pathlib import Path

import pytest

from bearwitness import pipeline
from bearwitness.model.restricted import Restricted
from bearwitness.store.case import Case
from bearwitness.store.keys import PassphraseCost

CHEAP = PassphraseCost(1, 8, 1)


@pytest.fixture(autouse=True)
def _quickly_opened_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cases made here stretch their passphrase little; every command opens the case anew."""

    def make_case(path: Path, passphrase: Restricted) -> Case:
        return Case.create(path, passphrase, pipeline.now(), CHEAP)

    monkeypatch.setattr(pipeline, "make_case", make_case)
