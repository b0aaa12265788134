"""What each format gives: words in reading order and what the file states of itself."""

from collections.abc import Callable
from datetime import date

import pytest

from bearwitness.read import read_bytes

BODY = (
    "<p>Police raided a rented room in Yanji in late July and arrested two women, a neighbour told "
    "the Invented Lantern on Sunday.</p><p>One of the two was let go after she paid a fine, the "
    "neighbour said. The other is still held at the county detention centre.</p>"
)


def page(head: str = "", body: str = BODY, lang: str = "en") -> bytes:
    return (
        f"<!doctype html><html lang='{lang}'><head><meta charset='utf-8'>{head}</head><body>"
        "<header><nav><a href='/'>Home</a> <a href='/news'>News</a></nav></header>"
        f"<main><article><h1>Two held in raid</h1>{body}</article></main>"
        "<aside><h2>Most read</h2><ul><li><a href='/a'>Price of rice</a></li></ul></aside>"
        "<footer>Copyright 2019 Invented Lantern. Subscribe.</footer></body></html>"
    ).encode()


def test_a_page_gives_its_article_without_the_furniture():
    text = read_bytes(page(), "a.html").text.content
    assert "late July" in text
    assert "still held" in text
    assert not any(word in text for word in ("Most read", "Price of rice", "Subscribe", "Home"))


def test_a_page_says_who_published_it_and_when():
    head = (
        "<title>Two held in raid | Invented Lantern</title>"
        "<meta property='og:site_name' content='Invented Lantern'>"
        "<meta property='og:title' content='Two held in raid'>"
        "<meta name='author' content='Han Seo-yun'>"
        "<link rel='canonical' href='https://lantern.example/2024/two-held'>"
        "<meta property='article:published_time' content='2024-08-05T23:30:00+09:00'>"
        "<meta property='article:modified_time' content='2024-09-01T10:00:00+09:00'>"
    )
    found = read_bytes(page(head), "a.html")
    assert (found.title, found.outlet) == ("Two held in raid", "Invented Lantern")
    assert (found.byline, found.language) == ("Han Seo-yun", "en")
    assert found.published == date(2024, 8, 5)
    assert found.url == "https://lantern.example/2024/two-held"
    assert "Two held in raid" not in found.text.content, "the headline stands in the header"


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        "<p>경찰이 2023년 하순 집을 급습해 여성 두 명을 체포했다고 이웃이 말했다. "
        "그는 아직 풀려나지 않았다고 한다. 이웃은 두 사람이 시장에서 일했다고 했다.</p>",
        "<p>警方在2023年下旬突袭了一处出租屋，逮捕了两名女子，一位邻居说。她们还没有获释，"
        "家人也没有得到任何通知，邻居补充说。</p>",
    ],
)
def test_a_page_that_states_no_day_gets_none(body: str):
    assert read_bytes(page(body=body), "a.html").published is None


def test_a_page_in_a_declared_encoding_is_read_in_it():
    body = "<p>Задержаны две женщины, сообщил сосед. Полиция отказалась от комментариев.</p>" * 3
    data = page(body=body).replace(b"'utf-8'", b"'windows-1251'")
    encoded = data.decode().encode("cp1251")
    assert "Задержаны две женщины" in read_bytes(encoded, "a.html").text.content


def test_an_e_mail_gives_body_sender_day_and_attachments(make_mail: Callable[..., bytes]):
    data = make_mail("They came at night.\n", files={"../notes.txt": b"abc", "b.bin": b"\x00\x01"})
    found = read_bytes(data, "x")
    assert found.media_type == "message/rfc822"
    assert found.text.content == "They came at night.\n"
    assert (found.title, found.outlet) == ("Two held in Yanji", "Invented Lantern")
    assert found.byline == "Desk of the Invented Lantern"
    assert found.published == date(2024, 8, 5)
    assert found.attachments == (("notes.txt", b"abc"), ("b.bin", b"\x00\x01"))


def test_an_e_mail_with_two_spellings_of_its_body_gives_one(make_mail: Callable[..., bytes]):
    found = read_bytes(make_mail("Plain words.\n", html="<p>HTML words.</p>"), "x.eml")
    assert found.text.content == "Plain words.\n"
    assert found.attachments == ()


def test_an_e_mail_of_html_alone_gives_its_words():
    data = (
        b"From: a@b.example\nSubject: x\nDate: nonsense\nMIME-Version: 1.0\n"
        b"Content-Type: text/html; charset=utf-8\n\n<html><style>p{}</style>"
        b"<p>Two were <b>held</b>.</p><script>x()</script></html>"
    )
    found = read_bytes(data, "x.eml")
    assert "Two were held" in " ".join(found.text.content.split())
    assert "x()" not in found.text.content
    assert (found.published, found.byline) == (None, "a@b.example")


def test_a_mail_inside_a_mail_is_an_attachment(make_mail: Callable[..., bytes]):
    inner = make_mail("The inner words.\n")
    outer = (
        b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=xx\n\n"
        b"--xx\nContent-Type: text/plain\n\nSee below.\n--xx\nContent-Type: message/rfc822\n\n"
        + inner
        + b"\n--xx--\n"
    )
    ((name, data),) = read_bytes(outer, "x").attachments
    assert name.endswith(".eml")
    assert "inner words" in read_bytes(data, name).text.content


def test_a_word_file_gives_header_paragraphs_and_tables(make_docx: Callable[..., bytes]):
    data = make_docx(
        "They came at night.", "Two were taken.", title="Two held", header="Field note"
    )
    found = read_bytes(data, "a.docx")
    assert (
        found.text.content
        == "Field note\n\nThey came at night.\n\nTwo were taken.\n\nheld\ttwo women"
    )
    assert (found.title, found.published, found.byline) == ("Two held", None, None)


def test_a_word_file_may_open_with_header_lines(make_docx: Callable[..., bytes]):
    lines = "Title: Two held\nOutlet: Invented Lantern\nPublished: 2024-08-05"
    found = read_bytes(make_docx(lines, "They came at night."), "a.docx")
    assert (found.outlet, found.published) == ("Invented Lantern", date(2024, 8, 5))
    assert found.text.content.startswith("They came")


def test_the_lines_of_a_pdf_paragraph_are_joined(make_pdf: Callable[..., bytes]):
    lines = [
        "Title: Two held",
        "Published: 5 August 2024",
        "",
        "Police raided a rented room in the town in late July and took",
        "two women away, a neighbour said.",
        "",
        "A duty officer declined to comment on the two arrests that the",
        "neighbour described.",
    ]
    found = read_bytes(make_pdf(lines), "a.pdf")
    assert found.title == "Two held"
    assert found.published == date(2024, 8, 5)
    assert "in late July and took two women away" in found.text.content
    assert "the two arrests that the neighbour described." in found.text.content
    assert "said.\n" in found.text.content
