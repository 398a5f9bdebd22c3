from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.articles.decode import decode, normalise
from dragoman.errors import NotText

TEXT = "“We regret nothing,” said Señor Ibáñez of Costa Verde – twice.\nHe left at 5."


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_the_usual_encodings_are_told(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt").text == TEXT


@pytest.mark.parametrize(
    ("declared", "body", "expected"),
    [
        ("text/html; charset=windows-1251", "Мария".encode("cp1251"), "Мария"),
        ("text/html", b'<meta charset="koi8-r">' + "Мария".encode("koi8-r"), "Мария"),
        ("text/html; charset=utf-16", "Ibáñez".encode(), "Ibáñez"),
        ("text/html; charset=iso-8859-1", b"\x93Yes\x94", "“Yes”"),
        ("text/plain; charset=zlib", b"caf\xe9 and more text here", "café and more text here"),
    ],
)
def test_a_declared_encoding_is_used_where_it_can_be_right(
    declared: str, body: bytes, expected: str
) -> None:
    assert expected in decode(body, "page", declared).text


def test_other_scripts_are_told_by_their_letters() -> None:
    text = "Министерство иностранных дел заявило, что следит за событиями с тревогой. " * 5
    assert decode(text.encode("cp1251"), "a.txt").text == text


def test_damaged_utf8_stays_utf8_and_is_counted() -> None:
    body = TEXT.encode().replace(b"\xc3\xb1", b"\xff", 1)
    found = decode(body, "a.txt")
    assert (found.text, found.unreadable) == (TEXT.replace("ñ", "\ufffd", 1), 1)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"a\r\nb\rc\nd", "a\nb\nc\nd"),
        (b"\xef\xbb\xbfa  b\t\n\n", "a  b\t\n\n"),
        (
            b"enough words around one\x00NUL to be a text",
            "enough words around one\ufffdNUL to be a text",
        ),
        (
            b"a lone \xed\xa0\xbd surrogate, passed through",
            "a lone \ufffd surrogate, passed through",
        ),
    ],
)
def test_only_line_ends_marks_and_what_is_no_character_change(body: bytes, expected: str) -> None:
    assert decode(body, "a.txt").text == expected


@pytest.mark.parametrize(
    "body",
    [
        b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 50, bytes(range(256)) * 4,
        b"%PDF-1.7 text follows", b"PK\x03\x04rest", b"\x89PNG\r\n\x1a\n", b"{\\rtf1 hello}",
        b"ab\x01\x02\x03\x04", "\u200b\u00a0\n".encode(),
    ],
)  # fmt: skip
def test_empty_and_binary_input_is_no_text(body: bytes) -> None:
    with pytest.raises(NotText, match=r"a\.bin"):
        decode(body, "a.bin")


@given(st.binary(max_size=400), st.sampled_from(["", "text/html", "text/html; charset=big5"]))
def test_any_bytes_are_text_or_no_text(body: bytes, declared: str) -> None:
    try:
        text = decode(body, "x", declared).text
    except NotText:
        return
    assert "\r" not in text
    assert "\x00" not in text
    text.encode("utf-8")


@given(st.text())
def test_normalising_twice_changes_nothing_and_keeps_lengths(text: str) -> None:
    once = normalise(text.lstrip("\ufeff"))
    assert normalise(once) == once
    assert len(once) == len(text.lstrip("\ufeff").replace("\r\n", "\n"))
