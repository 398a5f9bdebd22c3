from __future__ import annotations

import pytest

from dragoman.articles.language import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "The ministry said on Monday that the border with Lindania would stay shut for now.",
            "en",
        ),
        ("Le ministère a déclaré lundi que la frontière resterait fermée jusqu’à la fin.", "fr"),
        (
            "Министерство заявило в понедельник, что граница останется закрытой до конца недели.",
            "ru",
        ),
    ],
)
def test_the_language_of_a_sentence_is_told(text: str, code: str) -> None:
    found = language(text)
    assert found is not None
    assert found[0] == code
    assert 0.9 <= found[1] <= 1.0


@pytest.mark.parametrize("text", ["", "Non, merci.", "1234 5678 " * 50])
def test_too_few_letters_tell_nothing(text: str) -> None:
    assert language(text) is None
