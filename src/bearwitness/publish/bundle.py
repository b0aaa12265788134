"""The files of a release together: described, digested and checkable by tools everybody has.

The rules: the same input gives the same bytes; every file but the manifest is in the manifest; the
manifest is what `sha256sum -c` reads; `datapackage.json` follows Frictionless Data Package.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from ..model.measure import Measured
from ..model.release import About, Cleared
from . import numbers as counted
from .codebook import codebook_csv, codebook_markdown
from .dataset import NAMES, incidents_csv, incidents_parquet, map_geojson
from .figures import figure_files
from .numbers import noisy_csv, numbers_csv, numbers_json
from .statement import (
    READING,
    disclosure_json,
    disclosure_markdown,
    how_to_read,
    release_readme,
)
from .table import json_bytes

MANIFEST = "manifest-sha256.txt"
NOISY = "noisy-counts.csv"
_INTEGERS = {"incidents", "people_low", "people_high", "single_origin"}


def release_files(cleared: Cleared, measured: Measured, about: About) -> dict[str, bytes]:
    """Relative path to bytes, sorted by path; nothing in it but what the gate cleared.

    Of `measured` only the reasons for leaving things out are used, and their small counts are not
    said; its figures have not been through the gate.
    """
    files = {
        "README.md": release_readme(cleared, about).encode(),
        "codebook.csv": codebook_csv(),
        "codebook.md": codebook_markdown().encode(),
        "disclosure.json": disclosure_json(cleared, about),
        "disclosure.md": disclosure_markdown(cleared, about).encode(),
        "how-to-read.md": how_to_read(cleared, measured, about).encode(),
        "incidents.csv": incidents_csv(cleared.records),
        "incidents.parquet": incidents_parquet(cleared.records),
        "map.geojson": map_geojson(cleared.records),
        "numbers.csv": numbers_csv(cleared.figures),
        "numbers.json": numbers_json(cleared.figures, READING),
        **figure_files(cleared.figures),
    }
    if cleared.noisy:
        files[NOISY] = noisy_csv(cleared.noisy)
    files["datapackage.json"] = json_bytes(_datapackage(files, about))
    files[MANIFEST] = manifest(files)
    return dict(sorted(files.items()))


def manifest(files: Mapping[str, bytes]) -> bytes:
    """A line for each file: its SHA-256 in hex, two spaces, its path."""
    return "".join(
        f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    ).encode()


def _datapackage(files: Mapping[str, bytes], about: About) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": re.sub(r"[^a-z0-9._-]+", "-", about.release_id.lower()).strip("-") or "release",
        "title": about.case,
        "created": about.made_at,
        "version": about.release_id,
        "description": READING,
        "resources": [
            _table_resource("incidents", files["incidents.csv"], _record_fields()),
            _table_resource("numbers", files["numbers.csv"], _number_fields()),
            _resource("incidents-parquet", "incidents.parquet", "parquet", files),
            _resource("map", "map.geojson", "geojson", files),
            *([_resource("noisy-counts", NOISY, "csv", files)] if NOISY in files else []),
            *(
                _resource(path.removesuffix(".svg").replace("/", "-"), path, "svg", files)
                for path in sorted(files)
                if path.endswith(".svg")
            ),
        ],
    }


def _table_resource(name: str, data: bytes, fields: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _resource(name: str, path: str, kind: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    data = files[path]
    return {
        "name": name,
        "path": path,
        "type": "file",  # not read as a table: its bytes are what is checked
        "format": kind,
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
    }


def _record_fields() -> list[dict[str, str]]:
    return [{"name": n, "type": "number" if n in ("lat", "lon") else "string"} for n in NAMES]


def _number_fields() -> list[dict[str, str]]:
    return [{"name": n, "type": "integer" if n in _INTEGERS else "string"} for n in counted.NAMES]
