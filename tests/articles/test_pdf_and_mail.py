from __future__ import annotations

import io
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from dragoman.articles import read
from dragoman.errors import InputError, NotText
from dragoman.records import Document

EAST = timezone(timedelta(hours=3))


def printed(lines: list[list[str]], title: str | None = None, password: str = "") -> bytes:
    """A PDF of pages of lines, written by hand: a page is a stream of text operators."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for page in lines:
        shown = "".join(f"({one}) Tj T* " for one in page)
        stream = f"BT /F1 10 Tf 14 TL 50 780 Td {shown}ET".encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % len(objects)
        )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % at for at in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    if not (title or password):
        return bytes(out)
    writer = PdfWriter(clone_from=io.BytesIO(bytes(out)))
    if title:
        writer.add_metadata({"/Title": title, "/Author": "Jana Holt"})
    if password:
        writer.encrypt(password)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


PAGES = [
    [
        "The Courier",
        "Marovia shuts its border",
        "The government of Marovia said on Tues-",
        "day that it would close the border with Velmar.",
        "Velmar protested.",
        "1",
    ],
    [
        "The Courier",
        "Its ambassador was asked to leave the country",
        "within two days, the ministry said, and would",
        "not be replaced.",
        "2",
    ],
    ["The Courier", "Nobody else spoke of the matter for as long as", "the night lasted.", "3"],
]


def test_a_pdf_gives_its_paragraphs_without_page_numbers_and_edges() -> None:
    article, _ = read(
        Document("a.pdf", "application/pdf", printed(PAGES, "Marovia shuts its border"))
    )
    assert "said on Tuesday that it would close the border with Velmar." in article.text
    assert (
        "leave the country within two days, the ministry said, and would not be replaced."
        in article.text
    )
    assert "The Courier" not in article.text
    assert "\n1" not in article.text
    assert (article.title, article.authors) == ("Marovia shuts its border", ("Jana Holt",))
    assert article.marks[0].kind == "title"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"%PDF-1.4 nothing", "no PDF that can be read"),
        (printed([[""]]), "perhaps a scan"),
        (printed(PAGES, password="secret"), "locked with a password"),
    ],
)
def test_a_pdf_without_text_says_why(body: bytes, told: str) -> None:
    with pytest.raises(NotText, match=told):
        read(Document("a.pdf", "application/pdf", body))


@given(st.binary(max_size=400))
def test_no_bytes_of_a_pdf_stop_it(noise: bytes) -> None:
    whole = printed(PAGES)
    for body in (b"%PDF-1.7\n" + noise, whole[:300] + noise + whole[300:]):
        with suppress(InputError):
            read(Document("a.pdf", "application/pdf", body))


def mail(html: str | None = None, text: str | None = None) -> bytes:
    made = EmailMessage()
    made["Subject"] = "Velmar: statement on the border — 4 March"
    made["From"] = "Foreign Ministry of Velmar <press@velmar.example>"
    made["Date"] = datetime(2031, 3, 4, 9, 30, tzinfo=EAST)
    if text:
        made.set_content(text)
    if html and text:
        made.add_alternative(html, subtype="html")
    elif html:
        made.set_content(html, subtype="html")
    return made.as_bytes()


TEXT = "Velmar regrets the closing of the border.\n\nIt calls on Marovia to open it again.\n"


@pytest.mark.parametrize("html", [None, f"<p>{TEXT}</p>"])
def test_a_mail_gives_its_text_with_subject_sender_and_moment(html: str | None) -> None:
    article, _ = read(Document("a.eml", "message/rfc822", mail(html, TEXT)))
    assert article.text.startswith("Velmar: statement on the border — 4 March\n\nVelmar regrets")
    assert (article.title, article.outlet) == (
        "Velmar: statement on the border — 4 March",
        "Foreign Ministry of Velmar",
    )
    assert article.published == datetime(2031, 3, 4, 9, 30, tzinfo=EAST)
    assert (article.dates[0].origin, article.marks[0].kind) == ("mail", "title")


def test_a_mail_of_a_page_alone_is_read_as_one() -> None:
    prose = "".join(
        f"<p>{TEXT} Nobody else spoke of it, and the ministry gave no number {n}.</p>"
        for n in range(6)
    )
    article, _ = read(
        Document(
            "a.eml", "message/rfc822", mail(f"<html><body><article>{prose}</article></body></html>")
        )
    )
    assert "Velmar regrets the closing of the border." in article.text
    assert article.outlet == "Foreign Ministry of Velmar"


@pytest.mark.parametrize(
    "body", [b"", b"Subject: x\n\n", b"\x00\xff\xfe", b"Content-Type: image/png\n\nabc"]
)
def test_a_mail_without_text_says_so(body: bytes) -> None:
    with pytest.raises(NotText):
        read(Document("a.eml", "message/rfc822", body))


@given(st.binary(max_size=300))
def test_no_bytes_of_a_mail_stop_it(noise: bytes) -> None:
    for body in (noise, mail(None, TEXT)[:200] + noise):
        with suppress(InputError):
            read(Document("a.eml", "message/rfc822", body))
