"""Which time an act has.

The rules it keeps:
- A time of saying ("said on Tuesday") is not the time of the act; nor is the day of a dateline.
- An act that gives no time takes the one of a neighbouring sentence of the same paragraph, else of
  the lead; what was taken so is marked, and lowers confidence. The publication date is never a
  fallback. Nothing is taken from an aside (a relative clause, a bare year beside finer dates), by
  an act that says it came before or after, or by one that may never come.
- What may never come has a time only where the words for it do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.claim import Modality
from ..model.dates import Precision, TimeExpression
from .counted import counted
from .hanging import (
    in_clause,
    is_apart,
    is_aside,
    is_cut_off,
    is_of_document,
    is_of_saying,
    reach,
    up,
)
from .scenes import COARSE, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .acts import Mention

FAR = 1000
TO_COME = {Modality.FEARED, Modality.PLANNED, Modality.CONDITIONAL}


@dataclass(frozen=True, slots=True)
class Timed:
    """A time expression for an act; `is_own` when the act's own sentence gives it."""

    time: TimeExpression
    is_own: bool


class Timing(Scene):
    """A text that can be asked for the time of each of its acts."""

    def time_of(self, mention: Mention, how: Modality) -> Timed | None:
        """The time nearest to the act in its sentence, or in the ones around it."""
        how = as_to_come(mention, how)
        act, here = mention.token, self.sentence_of(mention.token.i)
        if (shifted := counted(act, self.times.get(here, ()))) is not None:
            return Timed(shifted, True)
        ranked = [
            (reach(token, act, self.others(act)), time)
            for token, time in self.times.get(here, ())
            if not is_of_saying(token, act)
            and not self.is_of_unsure(token, act, how)
            and not self.is_of_relative(token, act)
            and not is_cut_off(token, act)
            and not (how is Modality.ASSERTED and self.is_to_come(time))
            and not (how in TO_COME and not self.is_tied(token, mention))
        ]
        near = min(ranked, key=lambda pair: pair[0], default=(FAR, None))
        if near[1] is not None and near[0] < FAR:
            return Timed(near[1], True)
        if how in TO_COME or is_apart(act) or self.tells_of_document(here):
            return None
        shared = [
            time
            for sentence in self.around(here, "back")
            for token, time in self.times.get(sentence, ())
            if self._may_be_shared(token, time, how)
            and not (sentence > here and self.is_of_act(token))
        ]
        fine = [time for time in shared if time.precision not in COARSE]
        headed = [time for _, time in self.headed(self.times, here)]
        return next((Timed(time, False) for time in fine or shared or headed), None)

    def others(self, act: Token) -> frozenset[int]:
        return frozenset(self.acts.keys() - {act.i})

    def is_of_unsure(self, token: Token, act: Token, how: Modality) -> bool:
        """Whether a time belongs to an act that may never come, and this one has."""
        if how in TO_COME:
            return False
        for above in up(token):
            if above.i == act.i:
                return False
            if above.i in self.acts:
                return self.acts[above.i].modality in TO_COME
        return False

    def is_of_act(self, token: Token) -> bool:
        """Whether words hang on an act: in a later sentence, they are that one's alone."""
        while token.dep_ == "conj":
            token = token.head
        return any(above.i in self.acts for above in up(token))

    def tells_of_document(self, sentence: int) -> bool:
        """Whether a sentence tells what a dated document says, apart from the story around it."""
        return any(is_of_document(token) for token, _ in self.times.get(sentence, ()))

    def is_of_relative(self, token: Token, act: Token) -> bool:
        """Whether a time is of an act told in a relative clause, which does not hold this one.

        "She would be questioned, said Ri, who was sent back in 2011": 2011 is Ri's return.
        """
        for above in up(token):
            if above.i == act.i:
                return False
            if above.i in self.acts and above.dep_ == "relcl":
                return not any(t.i == act.i for t in above.subtree)
        return False

    def _may_be_shared(self, token: Token, time: TimeExpression, how: Modality) -> bool:
        """Whether another sentence's act may take this time."""
        start = token.sent.start
        inside = [i for i in self.acts if start <= i < token.i]
        act = self.doc[max(inside)] if inside else token
        if is_of_saying(token, act) or self.is_of_unsure(token, token, how):
            return False
        if is_aside(token) and not self._dates_what_follows(token, time):
            return False
        if time.operator in {"since", "until"}:
            return False
        old = time.precision in COARSE and self._has_finer and self.is_long_ago(time)
        if old and not self.is_own_story:
            return False
        return not self.is_to_come(time)

    def _dates_what_follows(self, token: Token, time: TimeExpression) -> bool:
        """Whether a journey dates what came next: "I crossed in May"; "men who landed on 9 May".

        Of those in a relative clause only a recent day, where no act of the text is told in it.
        """
        if self.is_own_story and not in_clause(token):
            return True
        clause = next((a for a in up(token)[1:] if a.dep_ == "relcl"), None)
        is_act = clause is not None and any(a.i in self.acts for a in up(token) if a.i != clause.i)
        recent = time.precision is Precision.DAY and not self.is_long_ago(time)
        return recent and not is_act and (clause is None or clause.i not in self.acts)

    def is_tied(self, token: Token, mention: Mention) -> bool:
        """Whether a time or place hangs on the act, no verb above it between: of what may come."""
        for above in up(token)[1:]:
            if above.i == mention.token.i or mention.start <= above.i < mention.end:
                return True
            if above.pos_ in {"VERB", "AUX"}:
                return any(a.i == above.i for a in mention.token.subtree)
        return False


def as_to_come(mention: Mention, how: Modality) -> Modality:
    """What is denied of the future is as open as what is planned: "will not be deported"."""
    future = any(c.lower_ in _FUTURE for c in mention.token.lefts)
    return Modality.PLANNED if how is Modality.DENIED and future else how


_FUTURE = {"will", "would", "wo", "shall", "'ll"}
