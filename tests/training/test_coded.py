from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.reactions import codebook
from training.coded import claims, statements

QUANTITIES = frozenset(
    ("killed", "injured", "casualties", "missing", "arrested", "released", "abducted",
     "displaced", "evacuated", "troops", "protesters", "aid", "money", "price change")
)  # fmt: skip


def test_every_statement_has_types_of_the_codebook_and_marks_its_content() -> None:
    words = set(codebook.load().words)
    for one in statements():
        assert set(one.types) <= words, one.text
        assert all(span.of(one.text).strip() for span in one.statement.content), one.text
        assert not set("{}[]") & set(one.text), one.text


def test_no_statement_stands_there_twice() -> None:
    texts = [one.text for one in statements()]
    assert len(texts) == len(set(texts))


def test_every_number_has_a_quantity() -> None:
    for one in claims():
        assert {quantity for _, quantity in one.numbers} <= QUANTITIES, one.text
        assert all(span.of(one.text) for span, _ in one.numbers)


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "statements.txt"
    path.write_text("report | - | none | KEN | {A} [said] <b>\nreport | - | glad | KEN | <b>\n")
    with pytest.raises(InputError, match="line 2"):
        list(statements(path))
