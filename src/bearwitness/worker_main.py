"""What one reading process of `workers` runs: a record in, its reading out, until nobody asks."""

import sys
from typing import IO

import msgspec

from .api import read_here
from .workers import receive, send


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer each record with its reading until the other side has gone."""
    while (request := receive(requests)) is not None:
        send(answers, msgspec.json.encode(next(read_here([msgspec.json.decode(request)]))))


if __name__ == "__main__":
    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints must not reach the pipe
    serve(sys.stdin.buffer, out)
