"""The articles of HRDsAttack as text: the set keeps each as HTML, a paragraph in each <p>."""

import html
import re
from typing import Any


def article_text(sample: dict[str, Any]) -> str:
    """The words of one article, an empty line after each paragraph.

    `sample` is what a record of the set holds under that name.
    """
    body = sample["Input.article_interface"].replace("</p>", "\n\n")
    return html.unescape(re.sub(r"<[^>]+>", "", body))
