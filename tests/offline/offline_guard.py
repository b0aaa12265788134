"""Refuses, in this process and every Python child of a test, each socket that is not loopback.

An audit hook sees what the interpreter does below any library, and cannot be taken off again.
`sitecustomize` beside it is what Python imports at start-up when this folder is on PYTHONPATH.
"""

import sys

LOOPBACK = {"127.0.0.1", "::1", "localhost", b"127.0.0.1", b"::1", b"localhost"}
REACHING_OUT = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"}


class NetworkRefused(RuntimeError):
    """A test, or the code under it, tried to leave this machine."""


def refuse(event: str, details: tuple[object, ...]) -> None:
    """Raises NetworkRefused when an event reaches past this machine."""
    if event in REACHING_OUT:
        address = details[1]
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise NetworkRefused(f"{event} to {address!r}")
    elif event == "socket.getaddrinfo" and details[0] is not None and details[0] not in LOOPBACK:
        raise NetworkRefused(f"look-up of {details[0]!r}")


if not getattr(sys, "_bearwitness_offline", False):
    sys._bearwitness_offline = True
    sys.addaudithook(refuse)
