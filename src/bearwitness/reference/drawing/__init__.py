"""Figures as SVG, made from the same nouns as the tables beside them.

The rules: colours that colour-blind readers tell apart (Okabe and Ito 2008), never colour alone;
what is expected and not documented is hatched, an interval is a line with ends; no script and no
style attribute, so that a strict Content-Security-Policy shows them; the same noun gives the same
bytes.
"""

from .bars import Bar, bars
from .grid import grid
from .intervals import IntervalRow, intervals
from .rows import Row, lying_bars

__all__ = ["Bar", "IntervalRow", "Row", "bars", "grid", "intervals", "lying_bars"]
