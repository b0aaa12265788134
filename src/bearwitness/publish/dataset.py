"""The records of a release as CSV, Parquet and a map layer: the same values in each."""

import io
from collections.abc import Sequence
from dataclasses import astuple, fields
from typing import Any, get_type_hints

from ..model.release import PublicRecord
from .table import csv_bytes, json_bytes

NAMES = tuple(field.name for field in fields(PublicRecord))
_TYPES = get_type_hints(PublicRecord)


def incidents_csv(records: Sequence[PublicRecord]) -> bytes:
    """One row a record, in the order given."""
    return csv_bytes(NAMES, [astuple(record) for record in records])


def incidents_parquet(records: Sequence[PublicRecord]) -> bytes:
    """The same rows, typed; the bytes hold no time and no name of a machine."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.string() if _is_text(name) else pa.float64()) for name in NAMES])
    columns = {name: [getattr(record, name) for record in records] for name in NAMES}
    out = io.BytesIO()
    pq.write_table(pa.table(columns, schema=schema), out, compression="zstd")
    return out.getvalue()


def _is_text(name: str) -> bool:
    return bool(_TYPES[name] is str)


def map_geojson(records: Sequence[PublicRecord]) -> bytes:
    """RFC 7946: one feature a record; a point is the middle of the released place."""
    return json_bytes(
        {
            "type": "FeatureCollection",
            "features": [_feature(record) for record in records],
        }
    )


def _feature(record: PublicRecord) -> dict[str, Any]:
    values = {name: getattr(record, name) for name in NAMES if name not in ("id", "lat", "lon")}
    has_point = record.lat is not None and record.lon is not None
    point = {"type": "Point", "coordinates": [record.lon, record.lat]} if has_point else None
    values["point"] = f"middle of the released place ({record.place_level})" if has_point else None
    return {"type": "Feature", "id": record.id, "geometry": point, "properties": values}
