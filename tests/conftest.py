"""Every test runs offline: a socket that is not loopback is refused before it opens."""

import socket
from pathlib import Path

import pytest

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class NetworkRefused(RuntimeError):
    """A test, or the code under it, tried to leave this machine."""


def _is_local(address: object) -> bool:
    if isinstance(address, str | bytes):  # a Unix socket's path
        return True
    return isinstance(address, tuple) and bool(address) and str(address[0]) in LOOPBACK


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def guard(name: str) -> None:
        real = getattr(socket.socket, name)

        def guarded(self: socket.socket, *args: object) -> object:
            if self.family != socket.AF_UNIX and not _is_local(args[-1]):
                raise NetworkRefused(f"{name} to {args[-1]!r}")
            return real(self, *args)

        monkeypatch.setattr(socket.socket, name, guarded)

    for name in ("connect", "connect_ex", "sendto", "bind"):
        guard(name)
    real_lookup = socket.getaddrinfo

    def lookup(host: object, *args: object, **kwargs: object) -> object:
        if host is not None and str(host) not in LOOPBACK:
            raise NetworkRefused(f"name look-up of {host!r}")
        return real_lookup(host, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The repository's root."""
    return Path(__file__).resolve().parent.parent
