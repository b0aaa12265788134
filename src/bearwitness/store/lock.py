"""One process at a time: the system lets go of the lock when its holder ends, however it ends."""

import fcntl
import os
from pathlib import Path

from ..model.errors import CaseBusy
from .files import PRIVATE_FILE

LOCK = "case.lock"


class Lock:
    """Held from `Lock(path)` until `release`; raises CaseBusy when someone else holds it."""

    def __init__(self, folder: Path) -> None:
        self._handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._handle)
            raise CaseBusy(
                "another process has this case open",
                "wait until it is done, or close the desk, then run the command again",
            ) from None
        self.is_held = True

    def release(self) -> None:
        """Lets others in, even while a forked child still has the handle; safe to call again."""
        if self.is_held:
            self.is_held = False
            fcntl.flock(self._handle, fcntl.LOCK_UN)
            os.close(self._handle)
