"""Tables of numbers joined in memory by DuckDB: nothing is read from or written to a disk."""

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

_AT_ONCE = 100_000  # rows: few enough to stay near the processor
_SHUT: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "enable_external_access": False,
    "memory_limit": "1200MB",
    "preserve_insertion_order": False,
    "temp_directory": "",
}


class Desk:
    """A database in memory that downloads nothing and opens no file."""

    def __init__(self) -> None:
        self._db = duckdb.connect(":memory:", config=_SHUT)
        self._db.execute("SET lock_configuration = true")

    def put(self, name: str, **columns: NDArray[Any]) -> None:
        """A table of columns of equal length."""
        table = pa.table({column: _as_arrow(values) for column, values in columns.items()})
        self._db.register("arriving", table)
        self._db.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM arriving")  # noqa: S608
        self._db.unregister("arriving")

    def run(self, query: str) -> None:
        """Runs a statement that gives nothing back."""
        self._db.execute(query)

    def pieces(self, query: str) -> Iterator[Mapping[str, NDArray[Any]]]:
        """What a query gives, some rows at a time, by the names of its columns."""
        for batch in self._db.sql(query).to_arrow_reader(_AT_ONCE):
            yield {name: _as_array(batch.column(name)) for name in batch.schema.names}

    def close(self) -> None:
        """Lets go of the memory."""
        self._db.close()


def _as_arrow(values: NDArray[Any]) -> pa.Array:
    """A column for Arrow, which would load much else to look at an array by itself."""
    kind = pa.bool_() if values.dtype == bool else pa.from_numpy_dtype(values.dtype)
    plain = np.packbits(values, bitorder="little") if values.dtype == bool else values
    buffer = pa.py_buffer(np.ascontiguousarray(plain))
    return pa.Array.from_buffers(kind, len(values), [None, buffer])


def _as_array(column: pa.Array) -> NDArray[Any]:
    """A column of numbers without gaps, where it lies."""
    kind = np.dtype(str(column.type))
    return np.frombuffer(column.buffers()[1], kind, len(column), column.offset * kind.itemsize)
