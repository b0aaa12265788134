"""Reading shared out to processes of our own, in order and with flat memory.

Each worker is this Python running `worker_main`; requests and answers are JSON, each after its
length in four bytes. A worker is replaced after a number of texts, since a parser's memory grows
with the words it has seen. A worker that dies (out of memory, killed) is replaced and its text
tried once more before that text is refused.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Any

import msgspec

from .model.errors import ReaderLimit
from .model.reading import Reading
from .settings import Settings

MOST_WORKERS = 4  # each holds a parser of some 400 MB
Answer = Reading | ReaderLimit
_AHEAD = 4  # texts a worker may have waiting, so that order costs no idling


def usual_count() -> int:
    """One worker for each core that this process may use, at most four."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), MOST_WORKERS)
    return min(os.cpu_count() or 1, MOST_WORKERS)


class Pool:
    """Several reading processes: a context manager whose `readings` keep the order of records."""

    def __init__(self, count: int) -> None:
        self._workers = [Worker() for _ in range(count)]
        self._threads = ThreadPoolExecutor(count)
        self._free: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._free.put(worker)

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def readings(self, records: Iterable[Mapping[str, Any]]) -> Iterator[Reading]:
        """Readings in the order of `records`; raises ReaderLimit for a text that ends a process."""
        for answer in self.answers(records):
            if isinstance(answer, ReaderLimit):
                raise answer
            yield answer

    def answers(self, records: Iterable[Mapping[str, Any]]) -> Iterator[Answer]:
        """In the order of `records` a reading each, or why there is none; the rest go on."""
        waiting: deque[Future[Answer]] = deque()
        for record in records:
            waiting.append(self._threads.submit(self._answer, record))
            if len(waiting) > len(self._workers) * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _answer(self, record: Mapping[str, Any]) -> Answer:
        worker = self._free.get()
        try:
            return worker.read(record)
        except ReaderLimit as ended:
            return ended
        finally:
            self._free.put(worker)


class Worker:
    """One reading process, started when first needed and started afresh after many texts."""

    def __init__(self, texts_per_process: int = Settings().parser_texts_per_process) -> None:
        self._limit = texts_per_process
        self._read = 0
        self._stopped = False
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, record: Mapping[str, Any]) -> Reading:
        """The reading of one record; raises ReaderLimit when the process dies on it twice."""
        request = msgspec.json.encode(record)
        for _ in range(2):
            if (answer := self._ask(request)) is not None:
                return msgspec.json.decode(answer, type=Reading)
        raise ReaderLimit(
            "the reading process ended on this text, twice",
            "the text may be too long for this machine's memory; split the file",
        )

    def _ask(self, request: bytes) -> bytes | None:
        process = self._running()
        if process.stdin is None or process.stdout is None:
            return None
        try:
            send(process.stdin, request)
            answer = receive(process.stdout)
        except BrokenPipeError:
            answer = None
        if answer is None:
            self._end()
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._stopped:
            raise ReaderLimit("reading was stopped", "run the command again to go on")
        if self._process is None or self._read >= self._limit:
            self._end()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bearwitness.worker_main"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "OMP_NUM_THREADS": "1"},
                start_new_session=True,  # Ctrl-C is the parent's to handle
            )
            self._read = 0
        self._read += 1
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def stop(self) -> None:
        """End the process at once; the worker starts no other."""
        self._stopped = True
        self._end()


def send(pipe: IO[bytes], message: bytes) -> None:
    """Write one message: its length in four bytes, then itself."""
    pipe.write(struct.pack(">I", len(message)))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """The next message, or None when the other side has gone."""
    head = pipe.read(4)
    if len(head) < 4:
        return None
    size: int = struct.unpack(">I", head)[0]
    message = pipe.read(size)
    return message if len(message) == size else None
