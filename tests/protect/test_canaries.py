"""Two hundred secrets of every category go into a case by every door; none comes out by any."""

import base64
import csv
import gzip
import io
import json
import zipfile
import zlib
from email.message import EmailMessage

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from docx import Document
from PIL import Image, PngImagePlugin

from bearwitness import pipeline
from bearwitness.cli import main
from bearwitness.model.release import Verdict
from bearwitness.protect.images import safe_image
from bearwitness.reference.vocabulary import vocabulary
from bearwitness.store.case import Case
from bearwitness.store.keys import PassphraseCost
from counted_again import promise_kept
from leaks import EACH, SHAPES, encodings, leaks, planted
from made_files import _pdf as a_pdf

SECRETS = planted()
ALL = [secret for secrets in SECRETS.values() for secret in secrets]
TOWNS = ("Tumen", "Hunchun", "Yanji", "Helong")
PEOPLE = ("two women", "three men", "four women")
LEADS = ("Harbour", "Lantern", "River", "Border", "Valley", "Mountain", "Evening", "Morning",
         "Island", "Bridge", "Garden", "Winter")  # fmt: skip
REPORTS = len(LEADS)


def test_the_secrets_are_of_every_category_and_no_two_are_alike():
    assert set(SHAPES) == {code.code for code in vocabulary("exposures")}
    assert all(len(secrets) == EACH == 200 for secrets in SECRETS.values())
    assert len(set(ALL)) == len(ALL) == 200 * len(SHAPES)


def _zip(data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("inner.txt", data)
    return out.getvalue()


def _parquet(data):
    out = io.BytesIO()
    words = data.decode("latin-1")
    pq.write_table(pa.table({"a": [words, words]}), out, compression="zstd")
    return out.getvalue()


def _png(data):
    more = PngImagePlugin.PngInfo()
    more.add_text("Comment", data.decode("latin-1"), zip=True)
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG", pnginfo=more)
    return out.getvalue()


def _pdf(data):
    stream = zlib.compress(b"BT (" + data + b") Tj ET")
    return b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + stream + b"\nendstream"


WRAPPERS = {
    "plain": lambda data: b"before " + data + b" after",
    "zip": _zip,
    "zip in zip": lambda data: _zip(_zip(data)),
    "gzip": gzip.compress,
    "parquet": _parquet,
    "png": _png,
    "pdf": _pdf,
}


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_the_search_finds_a_secret_in_every_encoding_and_wrapping(wrapper):
    secret = SECRETS["residence"][7]
    for kind, data in encodings(secret).items():
        found = leaks({"file": WRAPPERS[wrapper](data)}, [secret])
        assert ("file", kind, secret) in found, kind
    assert leaks({"file": WRAPPERS[wrapper](b"nothing of the kind")}, [secret]) == []


@pytest.mark.parametrize("offset", range(3))
def test_the_search_finds_a_secret_in_base64_wherever_it_begins(offset):
    secret = SECRETS["name"][3]
    packed = base64.b64encode(b"x" * offset + secret.encode() + b"and more")
    assert leaks({"file": packed}, [secret])
    assert leaks({f"{secret}.csv": b""}, [secret])


def _told(number):
    """A report of an event of its own, and a share of the secrets after it."""
    town, people, lead = TOWNS[number % 4], PEOPLE[number % 3], LEADS[number]
    return (
        f"Police in {town}, Jilin province, arrested {people} from North Korea on "
        f"{2 * number + 3} March 2024, a neighbour told the {lead} Post.\n\n"
        + "\n\n".join(f"{lead}: {secret}." for secret in ALL[number::REPORTS])
    )


def _as_text(number, mine):
    head = f"Title: {mine[0]}\nOutlet: {mine[1]}\nPublished: 2024-03-20\nLanguage: en\n\n"
    return "txt", (head + _told(number)).encode()


def _as_mail(number, mine):
    message = EmailMessage()
    message["From"] = f"{mine[0]} <desk@lantern.example>"
    message["To"] = f"{mine[1]} <inbox@case.example>"
    message["Subject"] = f"About {mine[2]}"
    message["X-Originating-IP"] = mine[3]
    message["Received"] = f"from {mine[4].replace(' ', '.')}"
    message["Date"] = "Wed, 20 Mar 2024 09:00:00 +0900"
    message["Message-ID"] = f"<{number}@lantern.example>"
    message.set_content(_told(number))
    picture = _png(mine[5].encode())
    message.add_attachment(picture, maintype="image", subtype="png", filename=f"{mine[6]}.png")
    for name, data in (("docx", _as_word(number, mine)), ("pdf", _as_paper(number, mine))):
        message.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=f"{mine[5]}.{name}"
        )
    return "eml", message.as_bytes()


def _as_word(number, mine):
    """A Word file with a secret in every part of it that people forget."""
    document = Document()
    document.core_properties.title, document.core_properties.author = mine[0], mine[1]
    document.core_properties.comments = mine[2]
    document.sections[0].header.paragraphs[0].text = mine[3]
    for words in _told(number).split("\n\n"):
        document.add_paragraph(words)
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = mine[4]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _as_paper(number, mine):
    """A PDF with the secrets its plain encoding can hold, in its text and about itself."""
    lines = [line for line in _told(number).split("\n\n") if line.isascii()]
    plain = ["".join(c for c in one if c.isascii() and c not in "()\\") for one in mine[:2]]
    shown = [line.replace("\\", "").replace("(", "").replace(")", "") for line in lines]
    about = f"<< /Title ({plain[0]}) /Author ({plain[1]}) >>"
    return a_pdf(shown, about, "/Info 6 0 R")


def _as_page(number, mine):
    paragraphs = "".join(f"<p>{p}</p>" for p in _told(number).split("\n\n"))
    page = (
        f"<html lang=en><head><title>{mine[0]}</title><meta name=author content='{mine[1]}'>"
        f"<meta property='article:published_time' content='2024-03-20'></head><body><!-- {mine[2]}"
        f" --><article><h1>Held</h1>{paragraphs}<img alt='{mine[3]}' src=a.png></article></body>"
    )
    return "html", page.encode()


FORMATS = (_as_text, _as_mail, _as_page)


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The files of two releases of a case full of secrets, and all that the commands printed."""
    folder = tmp_path_factory.mktemp("canaries")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BEARWITNESS_PASSPHRASE", "an invented passphrase")
        patch.setattr(
            pipeline,
            "make_case",
            lambda path, words: Case.create(path, words, pipeline.now(), PassphraseCost(1, 8, 1)),
        )
        yield _released(folder)


def _run(*words):
    with pytest.raises(SystemExit) as stop:
        main([str(word) for word in words])
    return int(stop.value.code or 0)


def _released(folder):
    inbox, case = folder / "inbox", folder / "case"
    inbox.mkdir()
    for number in range(REPORTS):
        mine = ALL[number * 31 : number * 31 + 8]
        kind, data = FORMATS[number % len(FORMATS)](number, mine)
        (inbox / f"{mine[7].replace('/', ' ')} {number}.{kind}").write_bytes(data)
    _run("init", case)
    _run("add", case, inbox)
    with pipeline.open_case(case, "an invented passphrase") as opened:
        claims = opened.claims()
        read = {report.receipt.media_type.split(".")[-1] for report in opened.reports()}
        assert {"application/pdf", "document"} <= read, read  # they were read, not refused
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["claim", "action", "by", "reason"])
    for i, claim in enumerate(claims):
        action = "accept" if claim.act == "arrest" else "reject"
        writer.writerow([claim.id, action, ALL[i % len(ALL)], ALL[-i % len(ALL)]])
    (folder / "decisions.csv").write_text(table.getvalue(), encoding="utf-8")
    _run("review", case, "--decisions", folder / "decisions.csv")
    for name in ("one", "two"):
        code = _run(
            "release", case, folder / name, "--title", f"Invented release {name}",
            "--approve", "words", "--by", SECRETS["name"][0], "--reason", SECRETS["helper"][0],
        )  # fmt: skip
        assert code == 0
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in ("one", "two")
        for path in (folder / name).rglob("*")
        if path.is_file()
    }


def test_a_case_full_of_secrets_still_has_a_release(released):
    told = json.loads(released["one/disclosure.json"])
    assert told["guarantee"]["records_released"] >= 5
    assert {name.split("/")[0] for name in released} == {"one", "two"}


@pytest.mark.parametrize("name", ["one", "two"])
def test_an_independent_implementation_finds_its_promise_kept(released, name):
    rows = csv.DictReader(io.StringIO(released[f"{name}/incidents.csv"].decode(), newline=""))
    told = json.loads(released[f"{name}/disclosure.json"])["guarantee"]
    assert promise_kept(list(rows), 5, 2) == told["smallest_group"]


@pytest.mark.parametrize("category", SHAPES)
def test_no_secret_is_in_any_byte_of_the_releases(released, category):
    assert leaks(released, SECRETS[category]) == []


def test_the_same_search_finds_a_secret_once_it_is_put_there(released):
    name = "one/incidents.parquet"
    table = pq.read_table(io.BytesIO(released[name])).to_pylist()
    table[0]["place"] = SECRETS["residence"][9]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(table), out, compression="zstd")
    found = leaks(released | {name: out.getvalue()}, SECRETS["residence"])
    assert {(file, secret) for file, _, secret in found} == {(name, SECRETS["residence"][9])}


def _loud_image(kind):
    """A picture that holds secrets in every place a file has beside its pixels."""
    secrets = [secrets[5] for secrets in SECRETS.values()]
    image = Image.new("RGB", (200, 200), (80, 120, 160))
    exif = Image.Exif()
    for tag, secret in zip((0x010E, 0x010F, 0x013B, 0x8298, 0x9C9B), secrets, strict=False):
        exif[tag] = secret
    out = io.BytesIO()
    more: dict[str, object] = {"exif": exif, "icc_profile": secrets[6].encode()}
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", secrets[7])
        text.add_itxt("XML:com.adobe.xmp", secrets[8], zip=True)
        more["pnginfo"] = text
    elif kind == "JPEG":
        more |= {"comment": secrets[7].encode(), "xmp": secrets[8].encode()}
    image.save(out, kind, **more)
    return out.getvalue() + secrets[9].encode(), secrets


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_no_secret_beside_a_pictures_pixels_survives(kind):
    data, secrets = _loud_image(kind)
    assert len(leaks({"in": data}, secrets)) >= 4
    safe = safe_image(data, lambda _pixels: [])
    assert safe.verdict is Verdict.REVIEW
    assert leaks({"out": safe.data}, secrets) == []
