"""The sample reports: all readable, all saying that they are invented, all made again alike."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bearwitness.model.report import Extracted
from bearwitness.read import read_bytes

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
REPORTS = sorted((SAMPLES / "reports").iterdir())
MADE = ("14-liaoning-monthly-note.pdf", "15-interview-note.docx", "16-longjing-tip.eml")


def sample(name: str) -> Extracted:
    return read_bytes((SAMPLES / "reports" / name).read_bytes(), name)


def test_there_are_about_forty_in_every_format():
    assert 36 <= len(REPORTS) <= 44
    assert {path.suffix for path in REPORTS} == {".txt", ".md", ".html", ".eml", ".docx", ".pdf"}


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_a_sample_reads_and_says_who_when_and_that_it_is_invented(path: Path):
    found = read_bytes(path.read_bytes(), path.name)
    assert "This report is invented for testing." in found.text.content
    assert found.title
    assert found.outlet
    assert found.published is not None
    assert date(2023, 7, 1) <= found.published <= date(2024, 12, 31)
    assert 80 <= len(found.text.content.split()) <= 220


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_a_sample_leads_to_no_address_that_exists(path: Path):
    hosts = re.findall(rb"https?://([^/\"'\s<>]+)", path.read_bytes())
    schemas = {b"schema.org", b"schemas.openxmlformats.org", b"purl.org"}  # names of formats
    assert all(host.endswith(b".example") or host in schemas for host in hosts)


def test_the_made_samples_come_out_the_same_bytes_each_time(tmp_path: Path):
    tool = SAMPLES.parent / "tools" / "make_samples.py"
    subprocess.run([sys.executable, str(tool), str(tmp_path)], check=True, capture_output=True)
    assert {path.name for path in tmp_path.iterdir()} == set(MADE)
    for name in MADE:
        assert (tmp_path / name).read_bytes() == (SAMPLES / "reports" / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "title", "outlet", "byline", "published"),
    [
        (
            "04-dandong-return.md",
            "Twenty sent back across the river from Dandong",
            "Tumen River Dispatch",
            "Han Seo-yun",
            date(2023, 10, 16),
        ),
        (
            "06-shenyang-kitchen.html",
            "Kitchen worker arrested in Shenyang",
            "Tumen River Dispatch",
            "Han Seo-yun",
            date(2023, 10, 4),
        ),
        (
            "11-tumen-thirty-four.html",
            "Thirty-four sent back through Tumen in January",
            "Northern Frontier Weekly",
            "Zhao Lihua",
            date(2024, 2, 1),
        ),
        (
            "14-liaoning-monthly-note.pdf",
            "Monthly note: Liaoning, March 2024",
            "Hanbit Institute for Border Studies",
            "Om Jae-hwan",
            date(2024, 4, 5),
        ),
        (
            "15-interview-note.docx",
            "Interview note 7",
            "Hanbit Institute for Border Studies",
            "Hanbit Institute for Border Studies",
            date(2024, 2, 26),
        ),
        (
            "16-longjing-tip.eml",
            "Six detained in Longjing, picture attached",
            "Border Lantern",
            "Border Lantern tips",
            date(2024, 4, 22),
        ),
        (
            "25-nong-khai-three.html",
            "Three arrested in Nong Khai",
            "Mekong Crossing News",
            None,
            date(2023, 10, 30),
        ),
        (
            "36-tonghua-death.md",
            "Man dies in custody in Tonghua",
            "Northern Frontier Weekly",
            None,
            date(2024, 8, 5),
        ),
    ],
)
def test_each_structured_sample_states_its_header(
    name: str, title: str, outlet: str, byline: str | None, published: date
):
    found = sample(name)
    assert (found.title, found.outlet, found.byline, found.published) == (
        title,
        outlet,
        byline,
        published,
    )


def test_the_furniture_of_the_pages_is_not_part_of_their_text():
    furniture = ("cookies", "Most read", "Advertisement", "Snow closes", "Somchai", "Subscribe")
    for name in (p.name for p in REPORTS if p.suffix == ".html"):
        assert not [words for words in furniture if words in sample(name).text.content]


def test_the_e_mail_brings_a_picture_and_a_second_report():
    (drawing, picture), (note, words) = sample("16-longjing-tip.eml").attachments
    assert (drawing, read_bytes(picture, drawing).media_type) == ("drawing.png", "image/png")
    inner = read_bytes(words, note)
    assert (inner.outlet, inner.published) == ("Border Lantern", date(2024, 4, 22))
    assert "This report is invented for testing." in inner.text.content


def test_the_word_file_keeps_header_table_and_order():
    text = sample("15-interview-note.docx").text.content
    order = ["Confidential working note", "asked to be called", "What was asked\tWhat she said"]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)


def test_every_sample_has_its_line_in_the_documentation():
    page = (SAMPLES.parent / "docs" / "samples.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([^`]+)`", page, re.MULTILINE)) == {p.name for p in REPORTS}
