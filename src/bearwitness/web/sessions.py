"""Who is signed in: sessions kept in memory, gone when the desk stops."""

import hmac
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ..model.judgement import Decision
from ..model.team import Member
from .look import Look

IDLE_S = 30 * 60  # seconds without a page: the officer went home
LONGEST_S = 12 * 60 * 60  # seconds from signing in, however busy
MOST_TRIES = 5  # wrong passwords for one name
LOCKED_S = 60  # seconds that a name then waits
LEAST_PASSWORD = 10  # characters

_hasher = PasswordHasher()  # argon2id with the library's parameters of RFC 9106
_NOBODY = _hasher.hash("nobody has this password")


def _nothing(_subject: str) -> Sequence[Decision]:
    return ()


@dataclass(slots=True)
class Session:
    """One sign-in: who, and the token that every form must carry."""

    member: Member
    began: float
    seen: float
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    kept: dict[str, Any] = field(default_factory=dict, repr=False)  # what a page keeps for itself

    look: Look = field(default_factory=Look)  # as the newest request's cookie asks
    has_two_people: bool = False  # whether anything here needs, or needed, a second person
    is_linking: bool = False  # whether decisions may still change what belongs together
    waits_for_second: int = 0  # decisions of others that this member may confirm
    second_about: Callable[[str], Sequence[Decision]] = field(default=_nothing, repr=False)

    def fits(self, token: str) -> bool:
        """Whether a form's token is this session's."""
        return hmac.compare_digest(self.csrf.encode(), token.encode("utf-8", "replace"))


class Sessions:
    """Sessions by the cookie's value. `clock` gives seconds that only go forward."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._held: dict[str, Session] = {}
        self._wrong: dict[str, list[float]] = {}
        self._turn = Lock()

    def begin(self, member: Member) -> tuple[str, Session]:
        """A new session and the cookie's value for it."""
        now, cookie = self._clock(), secrets.token_urlsafe(32)
        with self._turn:
            self._held = {k: s for k, s in self._held.items() if self._is_alive(s, now)}
            self._held[cookie] = session = Session(member, now, now)
        return cookie, session

    def of(self, cookie: str | None) -> Session | None:
        """The session of a cookie, kept alive by asking; None when there is none any more."""
        now = self._clock()
        with self._turn:
            session = self._held.get(cookie or "")
            if session is None or not self._is_alive(session, now):
                self._held.pop(cookie or "", None)
                return None
            session.seen = now
            return session

    def end(self, cookie: str | None) -> None:
        """Signs out."""
        with self._turn:
            self._held.pop(cookie or "", None)

    def end_all_of(self, name: str) -> None:
        """Signs somebody out everywhere: a role or password was changed."""
        with self._turn:
            self._held = {k: s for k, s in self._held.items() if s.member.name != name}

    def end_others_of(self, session: Session) -> None:
        """Signs a member out everywhere but here."""
        name = session.member.name
        with self._turn:
            self._held = {
                k: s for k, s in self._held.items() if s is session or s.member.name != name
            }

    def may_try(self, name: str) -> bool:
        """Whether a name may try a password now: five wrong ones and it waits a minute."""
        now = self._clock()
        with self._turn:
            wrong = [at for at in self._wrong.get(name, ()) if now - at < LOCKED_S]
            self._wrong[name] = wrong
            return len(wrong) < MOST_TRIES

    def was_wrong(self, name: str) -> None:
        """Notes a wrong password."""
        with self._turn:
            self._wrong.setdefault(name, []).append(self._clock())

    @staticmethod
    def _is_alive(session: Session, now: float) -> bool:
        return now - session.seen < IDLE_S and now - session.began < LONGEST_S


def password_hash(password: str) -> str:
    """The argon2id hash that the case keeps."""
    return _hasher.hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Whether a password has that hash; takes as long for a name that nobody has."""
    try:
        return _hasher.verify(kept or _NOBODY, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False
