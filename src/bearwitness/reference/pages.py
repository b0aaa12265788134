"""Pages of HTML from templates in the package: everything put into one is escaped."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("bearwitness.reference", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(name: str, **values: Any) -> str:
    """The page `name`.html with its values; a value that the template names must be given."""
    return _environment().get_template(f"{name}.html").render(**values)
