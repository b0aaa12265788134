"""Secrets of every category, and a search for them in every byte of a file, however it is wrapped.

`leaks(files, secrets)` gives the secrets found: in names and contents, inside zip, gzip, PNG, JPEG,
PDF and Parquet, in several encodings.
"""

import base64
import gzip
import html
import io
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from urllib.parse import quote

import pyarrow.parquet as pq

EACH = 200
_SYLLABLES = ("bra", "qua", "zhi", "vog", "dwe", "xul", "fyn", "pje", "kro", "lub")

# An invented word is in each, so that no other word of a release can be taken for it.
SHAPES: dict[str, str] = {
    "name": "Kim {word}",
    "contact": "{word}@mail.example",
    "identifier": "passport {word}{n:03}",
    "residence": "12 {word} Lane",
    "workplace": "the {word} sewing works",
    "kinship": "the cousin of {word}",
    "route": "over the {word} ford",
    "helper": "the pastor {word}",
    "age or date": "born in the year of {word}",
    "appearance": "a scar like a {word}",
    "distinctive fact": "who once won the {word} prize",
    "source position": "a clerk at {word} office",
}


def an_invented_word(category: int, number: int) -> str:
    """A word that nothing else is: four syllables, another for every category and number."""
    digits = f"{category:02d}{number:03d}"
    return "".join(_SYLLABLES[int(d)] for d in digits).capitalize()


def planted() -> dict[str, list[str]]:
    """`EACH` secrets of every category."""
    return {
        category: [shape.format(word=an_invented_word(c, n), n=n) for n in range(EACH)]
        for c, (category, shape) in enumerate(SHAPES.items())
    }


def _base64s(data: bytes, encode: Callable[[bytes], bytes]) -> Iterator[bytes]:
    """The part that stands in any base64 of a text that holds `data`, at each of three offsets."""
    for offset in range(3):
        padded = b"\0" * offset + data
        whole = encode(padded).rstrip(b"=")
        start = (0, 2, 3)[offset]
        end = len(padded) * 8 // 6
        yield whole[start:end]


def encodings(secret: str) -> dict[str, bytes]:
    """The secret as the bytes it could hide as."""
    data = secret.encode()
    found = {
        "utf-8": data,
        "utf-16-le": secret.encode("utf-16-le"),
        "utf-16-be": secret.encode("utf-16-be"),
        "utf-32-le": secret.encode("utf-32-le"),
        "hex": data.hex().encode(),
        "HEX": data.hex().upper().encode(),
        "percent": quote(secret).encode(),
        "plus": quote(secret).replace("%20", "+").encode(),
        "every percent": "".join(f"%{b:02X}" for b in data).encode(),
        "entities": "".join(f"&#{ord(c)};" for c in secret).encode(),
        "hex entities": "".join(f"&#x{ord(c):x};" for c in secret).encode(),
        "html": html.escape(secret).encode(),
        "json": json.dumps(secret)[1:-1].encode(),
        "escapes": "".join(f"\\u{ord(c):04x}" for c in secret).encode(),
        "reversed": data[::-1],
        "spaced": " ".join(secret).encode(),
        "underscored": secret.replace(" ", "_").encode(),
        "hyphened": secret.replace(" ", "-").encode(),
    }
    for name, encode in (("base64", base64.b64encode), ("base64 url", base64.urlsafe_b64encode)):
        for i, part in enumerate(_base64s(data, encode)):
            found[f"{name} {i}"] = part
    return found


def unwrapped(data: bytes, depth: int = 4) -> Iterator[bytes]:
    """The bytes, and everything that is packed in them, as far as `depth` goes."""
    yield data
    if depth:
        for inner in _inside(data):
            yield from unwrapped(inner, depth - 1)


def _inside(data: bytes) -> Iterator[bytes]:
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for one in packed.infolist():
                yield one.filename.encode() + one.comment + one.extra
                yield packed.read(one)
            yield packed.comment
    if data[:4] == b"PAR1":
        table = pq.read_table(io.BytesIO(data))
        yield json.dumps(table.to_pylist(), ensure_ascii=False, default=str).encode()
        yield str(table.schema).encode() + repr(table.schema.metadata).encode()
    for start, unpack in (
        (b"\x1f\x8b", gzip.decompress),
        (b"\xfd7zXZ\0", lzma.decompress),
    ):
        if data.startswith(start):
            yield unpack(data)
    yield from _streams(data)


def _streams(data: bytes) -> Iterator[bytes]:
    """Everything in the bytes that can be inflated: PDF streams, PNG chunks, anything alike."""
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        inflater = zlib.decompressobj()
        try:
            out = inflater.decompress(data[found.start() :], 50_000_000)
        except zlib.error:
            continue
        if len(out) > 3:
            yield out


def leaks(files: Mapping[str, bytes], secrets: Iterable[str]) -> list[tuple[str, str, str]]:
    """File, encoding and secret of everything found; upper and lower case are alike."""
    haystacks = [
        (name, part.lower())
        for name, data in files.items()
        for part in (name.encode(), *unwrapped(data))
    ]
    needles = [
        (kind, secret, part)
        for secret in secrets
        for kind, part in {k: v.lower() for k, v in encodings(secret).items()}.items()
    ]
    whole = b"\0\0\0".join(part for _, part in haystacks)
    suspects = [needle for needle in needles if needle[2] in whole]
    return [
        (name, kind, secret)
        for (name, part), (kind, secret, needle) in product(haystacks, suspects)
        if needle in part
    ]
