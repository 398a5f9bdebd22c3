from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.link import to_words, web
from dragoman.records import Span
from dragoman.safe import printable
from tests.builders import span

URI = "https://lantern.example/a?b=1"


@pytest.mark.parametrize("uri", [URI, "http://lantern.example", "https://lantern.example/#top"])
def test_web_addresses_are_linked(uri: str) -> None:
    assert web(uri) == uri


@pytest.mark.parametrize(
    "uri",
    [
        None, "", "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc",
        "notes/mutiny.txt", "//lantern.example", "https://", "https://lantern.example/a b",
        "https://lantern.example/\nx", "https://[::1", "vbscript:x", "https:lantern.example",
    ],
)  # fmt: skip
def test_nothing_else_is_linked(uri: str | None) -> None:
    assert web(uri) is None
    assert to_words(uri, "some words", Span(0, 10)) is None


@pytest.mark.parametrize(
    ("text", "words", "fragment"),
    [
        ("so it is", "it is", "it%20is"),
        ("a well-known, old & more", "well-known, old &", "well%2Dknown%2C%20old%20%26"),
        ("one two\nthree four", "two\nthree", "two,three"),
        (
            "first second third fourth fifth " + "word " * 20 + "end of the long road",
            "first second third fourth fifth " + "word " * 20 + "end of the long road",
            "first%20second%20third%20fourth%20fifth,end%20of%20the%20long%20road",
        ),
    ],
)  # fmt: skip
def test_fragments(text: str, words: str, fragment: str) -> None:
    assert to_words(URI, text, span(text, words)) == f"{URI}#:~:text={fragment}"


def test_an_address_with_a_fragment_keeps_it() -> None:
    assert to_words(URI + "#top", "so", Span(0, 2)) == URI + "#top:~:text=so"


@given(st.text())
def test_any_words_make_an_address_of_ascii_whose_parts_are_those_words(text: str) -> None:
    address = to_words(URI, text, Span(0, len(text)))
    assert address is not None and address.isascii() and not any(c.isspace() for c in address)
    flat = " ".join(text.encode("utf-8", "replace").decode().split())
    for part in address.partition("#:~:text=")[2].split(","):
        assert unquote(part) in flat


@given(st.text(st.characters()))
def test_printable_keeps_the_length_and_every_ordinary_character(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    shown.encode("utf-8")
    for was, now in zip(text, shown, strict=True):
        assert now == was or not was.isprintable()
        assert now in "\n\t" or ord(now) >= 0x20
