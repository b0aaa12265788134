"""One door for every file: what is read, what is refused and why."""

import time
import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.model.errors import BearwitnessError, FileRefused
from bearwitness.model.report import TextVersion
from bearwitness.read import READERS, read_bytes, sniff
from bearwitness.settings import Settings

STORY = "Police in Yanji detained two women in late July, a neighbour said."


def refusal(data: bytes, name: str = "a.txt", settings: Settings | None = None) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read_bytes(data, name, settings)
    assert caught.value.hint, "a refusal says what to do next"
    return caught.value


def outcome(data: bytes, name: str) -> TextVersion | str:
    """The text, or why there is none; any other error than ours goes through and fails a test."""
    try:
        return read_bytes(data, name).text
    except BearwitnessError as error:
        return error.problem


def test_an_empty_file_is_refused():
    assert "empty" in refusal(b"").problem


def test_a_file_of_spaces_is_refused():
    assert "no words" in refusal(b" \n\n \t\n").problem


def test_a_file_over_the_size_limit_is_refused_with_both_numbers():
    problem = refusal(b"x" * 1001, settings=Settings(max_file_bytes=1000)).problem
    assert "1,001" in problem
    assert "1,000" in problem


def test_a_text_over_the_length_limit_is_refused():
    assert "characters" in refusal(b"word " * 30, settings=Settings(max_text_chars=100)).problem


def test_an_unknown_type_is_refused_by_name():
    assert "application/octet-stream" in refusal(b"\x00\x01\x02\x03" * 20, "report.txt").problem


def test_an_old_word_file_is_refused_with_the_way_out():
    error = refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old.doc")
    assert "docx" in error.hint


def test_a_page_that_is_all_script_is_refused():
    page = (
        "<!doctype html><html><head><script>" + "render();" * 400 + "</script></head>"
        "<body><div id='root'></div><noscript>Please switch JavaScript on.</noscript></body></html>"
    )
    assert "script" in refusal(page.encode(), "a.html").problem


def test_a_pdf_without_text_is_refused(make_pdf: Callable[..., bytes]):
    error = refusal(make_pdf([]), "scan.pdf")
    assert "no text layer" in error.problem
    assert "OCR" in error.hint


def test_an_encrypted_pdf_is_refused(encrypted_pdf: bytes):
    assert "encrypted" in refusal(encrypted_pdf, "a.pdf").problem


def test_a_zip_bomb_in_a_word_file_is_refused_before_it_is_unpacked(zip_bomb: bytes):
    assert len(zip_bomb) < 200_000
    assert "zip bomb" in refusal(zip_bomb, "a.docx").problem


def test_a_damaged_word_file_is_refused(make_docx: Callable[..., bytes]):
    assert "damaged" in refusal(make_docx(STORY)[:-200], "a.docx").problem


def test_a_damaged_picture_is_refused(png: bytes):
    assert "damaged" in refusal(png[:-20], "a.png").problem


def test_mixed_encodings_are_refused_with_the_line():
    mixed = "A café by the river.\n".encode() + "A second café.\n".encode("cp1252")
    problem = refusal(mixed).problem
    assert "mixes UTF-8" in problem
    assert "line 2" in problem


def test_a_korean_paragraph_in_another_encoding_is_never_turned_into_other_words():
    korean = "경찰이 지난달 하순 집을 급습해 여성 두 명을 체포했다고 이웃이 말했다. "
    mixed = korean.encode("euc-kr") + b"\n" + (korean * 2).encode("utf-8")
    assert refusal(mixed).problem.startswith("it mixes UTF-8")


def test_an_encoding_that_cannot_be_told_is_refused_not_guessed():
    assert "encoding" in refusal("Полиция задержала двух женщин.".encode("cp1251")).problem


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("경찰이 지난달 하순 집을 급습해 여성 두 명을 체포했다고 이웃이 말했다.", "euc-kr"),
        ("警方上月下旬突袭了一处出租屋，逮捕了两名女子，一位邻居说。她们还没有获释。", "gb18030"),
        ("The café’s owner – “a friend” – saw Zoë’s arrest in Türkiye.", "cp1252"),
        ("Police in Yanji, late July: 🚓 two held.", "utf-16"),
        ("Police in Yanji, late July: 🚓 two held.", "utf-8-sig"),
        ("قال جار إن الشرطة احتجزت امرأتين", "utf-8"),
    ],
)
def test_words_come_back_from_the_encodings_of_the_field(words: str, encoding: str):
    assert read_bytes(words.encode(encoding), "a.txt").text.content == words


def test_korean_and_chinese_scripts_are_told_and_english_is_left_open():
    assert read_bytes("경찰이 두 명을 체포했다고 이웃이 말했다.".encode(), "a").language == "ko"
    assert read_bytes("警方逮捕了两名女子，一位邻居说。".encode(), "a").language == "zh"
    assert read_bytes(STORY.encode(), "a").language is None


def test_the_bytes_decide_over_the_name(make_pdf: Callable[..., bytes]):
    found = read_bytes(make_pdf([STORY]), "page.html")
    assert found.media_type == "application/pdf"
    assert "late July" in found.text.content


def test_every_reader_says_its_type_and_version(
    make_pdf: Callable[..., bytes],
    make_docx: Callable[..., bytes],
    make_mail: Callable[..., bytes],
    png: bytes,
):
    page = f"<html><body><article><p>{STORY}</p></article></body></html>".encode()
    files = [STORY.encode(), page, make_pdf([STORY]), make_docx(STORY), make_mail(STORY), png]
    read = [read_bytes(data, "a.txt") for data in files] + [read_bytes(STORY.encode(), "a.md")]
    assert all(found.reader and found.media_type in READERS for found in read)
    assert {found.media_type for found in read} == set(READERS) - {"image/jpeg"}


def test_an_image_is_kept_and_has_no_text(png: bytes):
    found = read_bytes(png, "scene.png")
    assert (found.media_type, found.text.content) == ("image/png", "")


def test_offsets_count_code_points_whatever_comes_before():
    words = "👮‍♀️🚓 שלום The police came to Yanji."
    text = read_bytes(words.encode(), "a.txt").text.content
    start = text.index("police")
    assert text[start : start + 6] == "police"
    assert text == words


@given(st.binary(max_size=400), st.text(max_size=12))
def test_arbitrary_bytes_are_read_or_refused_and_nothing_else(data: bytes, name: str):
    found = outcome(data, name)
    assert isinstance(found, str) or found == TextVersion.of(found.content)


STARTS = (
    b"%PDF-1.4\n",
    b"PK\x03\x04word/document.xml[Content_Types].xml",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0",
    b"<!doctype html><html><body>",
    b"From: a@b.example\nDate: Mon\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n",
    b"From: a@b.example\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\nContent-Type: ",
    b"Title: a\nPublished: ",
    b"---\n",
    b"\xff\xfe",
)


@given(st.sampled_from(STARTS), st.binary(max_size=200))
def test_bytes_that_begin_like_a_known_format_are_read_or_refused(start: bytes, rest: bytes):
    assert outcome(start + rest, "a.md")


@given(st.sampled_from(["a.docx", "a.pdf", "a.eml"]), st.data())
def test_a_flipped_byte_in_a_known_file_is_read_or_refused(kind: str, data: st.DataObject):
    whole = SMALL[kind]
    where = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:where] + bytes([data.draw(st.integers(0, 255))]) + whole[where + 1 :]
    assert outcome(broken, kind)


SMALL: dict[str, bytes] = {}


@pytest.fixture(autouse=True, scope="module")
def _small_files() -> None:
    import io

    from docx import Document

    document, out = Document(), io.BytesIO()
    document.add_paragraph(STORY)
    document.save(out)
    SMALL["a.docx"] = out.getvalue()
    SMALL["a.pdf"] = (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n"
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R "
        b"/MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n4 0 obj\n<< /Length 44 >>\nstream\n"
        b"BT /F1 11 Tf 1 1 Td (Two were held.) Tj ET    \nendstream\nendobj\n"
        b"trailer\n<< /Size 5 /Root 1 0 R >>\n%%EOF\n"
    )
    SMALL["a.eml"] = (
        b"From: =?utf-8?q?D=C3=A9sk?= <a@b.example>\nDate: Mon, 05 Aug 2024 09:00:00 +0900\n"
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=xx\n\n--xx\n"
        b'Content-Type: text/plain; charset="utf-8"\n\n' + STORY.encode() + b"\n--xx\n"
        b'Content-Disposition: attachment; filename="n.txt"\n'
        b"Content-Transfer-Encoding: base64\n\nYWJj\n--xx--\n"
    )


ANY_WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\r\n\t"))


@given(ANY_WORDS)
def test_texts_are_composed_and_stay_the_same_when_read_again(words: str):
    first = read_bytes(f"a{words}".encode(), "a.txt").text
    assert first.content == unicodedata.normalize("NFC", first.content)
    assert "\r" not in first.content
    assert read_bytes(first.content.encode(), "a.txt").text == first


def test_sniffing_opens_nothing_and_knows_each_format(png: bytes):
    assert sniff(b"\xff\xd8\xff\xe0rest", "a.txt") == "image/jpeg"
    assert sniff(png, "a.html") == "image/png"
    assert sniff(b"PK\x03\x04 a spreadsheet", "a.docx") == "application/zip"
    assert sniff(b"GIF89a..", "a.png") == "image/gif"
    assert sniff(b"\xef\xbb\xbf  <!-- x --><HTML lang=en>", "a.txt") == "text/html"
    assert sniff("<html>".encode("utf-16"), "a") == "text/html"
    assert sniff(b"<!-- note -->\n# Heading\n", "a.md") == "text/markdown"
    assert sniff(b"a < b and <html> is a tag", "a.txt") == "text/plain"
    assert sniff(b"From: me\nTo: you\n\nhello", "a.txt") == "text/plain"
    assert sniff(b"Subject: x\nFrom: a@b.example\nDate: Mon\n\nhello", "a.txt") == "message/rfc822"
    assert sniff(b"Title: x\nPublished: 2024-08-05\n\nhello", "a.txt") == "text/plain"


def test_sniffing_hostile_comments_takes_no_time():
    started = time.monotonic()
    assert sniff(b"<!-- -->" * 500 + b"<x", "a.txt") == "text/plain"
    assert time.monotonic() - started < 1


def test_xml_that_is_no_page_is_refused_rather_than_read_with_its_tags():
    assert "application/xml" in refusal(b"<?xml version='1.0'?><rss><item>x</item></rss>").problem
    page = b"<?xml version='1.0'?><!DOCTYPE html><html><body><p>Two held.</p></body></html>"
    assert sniff(page, "a.txt") == "text/html"


def test_header_lines_of_a_plain_text_are_taken_off_and_kept_apart():
    found = read_bytes(
        b"Title: Two held\r\nOutlet: Invented Lantern\r\nByline: Desk\r\n"
        b"Published: 5 August 2024\r\n"
        b"Language: en-GB\r\nURL: https://lantern.example/1\r\n\r\n" + STORY.encode(),
        "a.txt",
    )
    assert found.text.content == STORY
    assert (found.title, found.outlet, found.byline) == ("Two held", "Invented Lantern", "Desk")
    assert found.published == date(2024, 8, 5)
    assert (found.language, found.url) == ("en", "https://lantern.example/1")


def test_a_first_paragraph_with_any_other_line_is_text():
    words = "Title: Two held\nWitness: a neighbour\n\nThe rest."
    found = read_bytes(words.encode(), "a.txt")
    assert (found.title, found.text.content) == (None, words)


def test_markdown_loses_its_marks_and_gives_its_first_heading_as_title():
    found = read_bytes(
        b"---\ntags: [a]\noutlet: 'Invented Lantern'\ndate: 2024-08-05\n---\n<!-- note -->\n"
        b"# Two held in *Yanji*\n\n"
        b"> Police **detained** two [women](https://x.example) at 2*3*4.\n",
        "a.md",
    )
    assert found.title == "Two held in Yanji"
    assert found.text.content == "Police detained two women at 2*3*4.\n"
    assert (found.outlet, found.published) == ("Invented Lantern", date(2024, 8, 5))


def test_a_heading_that_is_all_there_is_stays_in_the_text():
    found = read_bytes(b"# Two held in Yanji\n", "a.md")
    assert (found.title, found.text.content) == ("Two held in Yanji", "Two held in Yanji\n")


@pytest.mark.parametrize("stated", ["2024", "August 2024", "2024-08", "03/04/2024", "31 June 2024"])
def test_a_day_that_is_not_stated_whole_is_not_made_up(stated: str):
    found = read_bytes(f"Title: x\nPublished: {stated}\n\nWords.".encode(), "a.txt")
    assert found.published is None
