"""The gazetteer's file: named columns in one file that is mapped into memory, never parsed.

Layout: the eight bytes `BWGAZ001`, the length of the index (unsigned 32 bits), the index as JSON
(`meta` and, for each column, dtype, length and offset), then the columns, each on a multiple of 64
bytes. Everything is little-endian. The same columns give the same bytes.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

MAGIC = b"BWGAZ001"
Column = npt.NDArray[Any]


def _padded(length: int) -> int:
    return -length % 64


def to_bytes(columns: Mapping[str, Column], meta: Mapping[str, Any]) -> bytes:
    """The file of these columns, in their order."""
    bodies = [np.ascontiguousarray(column).tobytes() for column in columns.values()]
    index: dict[str, Any] = {"meta": dict(meta), "columns": {}}
    offset = 0
    for (name, column), body in zip(columns.items(), bodies, strict=True):
        index["columns"][name] = [column.dtype.str, len(column), offset]
        offset += len(body) + _padded(len(body))
    head = json.dumps(index, ensure_ascii=False, sort_keys=True).encode()
    start = len(MAGIC) + 4 + len(head)
    out = [MAGIC, len(head).to_bytes(4, "little"), head, b"\0" * _padded(start)]
    for body in bodies:
        out += [body, b"\0" * _padded(len(body))]
    return b"".join(out)


def open_file(path: Path) -> tuple[dict[str, Column], dict[str, Any]]:
    """The columns and the meta of a file; raises ValueError when it is not a gazetteer file."""
    raw = np.memmap(path, dtype=np.uint8, mode="r")
    if raw[: len(MAGIC)].tobytes() != MAGIC:
        raise ValueError("not a gazetteer file")
    length = int.from_bytes(raw[8:12].tobytes(), "little")
    index = json.loads(raw[12 : 12 + length].tobytes())
    base = 12 + length + _padded(12 + length)
    columns = {}
    for name, (dtype, count, offset) in index["columns"].items():
        size = np.dtype(dtype).itemsize * count
        columns[name] = raw[base + offset : base + offset + size].view(dtype)
    return columns, index["meta"]
