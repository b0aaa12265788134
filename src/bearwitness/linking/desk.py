"""Tables of numbers joined in memory by DuckDB: nothing is read from or written to a disk."""

from collections.abc import Mapping
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

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
        table = pa.table({column: pa.array(values) for column, values in columns.items()})
        self._db.register("arriving", table)
        self._db.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM arriving")  # noqa: S608
        self._db.unregister("arriving")

    def run(self, query: str) -> None:
        """Runs a statement that gives nothing back."""
        self._db.execute(query)

    def columns(self, query: str) -> Mapping[str, NDArray[np.int64]]:
        """What a query gives, by the names of its columns."""
        found: Mapping[str, NDArray[np.int64]] = self._db.execute(query).fetchnumpy()
        return found

    def close(self) -> None:
        """Lets go of the memory."""
        self._db.close()
