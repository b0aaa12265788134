"""Reports that arrive: files are given here, and a row each says what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from ...adding import Stated
from ...model.errors import WrongUse
from ...model.reading import as_date
from ..asked import Asked
from ..guard import MOST_UPLOAD
from ..kept import AGAIN_S
from ..pages import page

if TYPE_CHECKING:
    from starlette.responses import Response

MOST_FILES = 200


def show(asked: Asked) -> Response:
    """The form, and what became of the files that were given lately."""
    adder = asked.desk.adder
    answer = page(
        "arrivals", asked.session, uploads=list(adder.uploads), most_files=MOST_FILES,
        most_megabytes=MOST_UPLOAD // 1_000_000,
    )  # fmt: skip
    if adder.is_busy:
        answer.headers["refresh"] = str(AGAIN_S)
    return answer


def take(asked: Asked) -> Response:
    """Begins to add the files of a form."""
    if not asked.files:
        raise WrongUse("no file was chosen", "choose one or several files, then add them")
    asked.desk.adder.take(list(asked.files), _stated(asked), asked.member.name)
    return RedirectResponse("/add", 303)


def _stated(asked: Asked) -> Stated:
    """What the form says of all its files; raises WrongUse for a date that is none."""
    words = asked.form.get("published", "").strip()
    published = as_date(words)
    if words and published is None:
        raise WrongUse("the publication date is not a date", "write it as 2024-03-05")
    outlet, language = (asked.form.get(name, "").strip() for name in ("outlet", "language"))
    return Stated(outlet or None, published, language or None)
