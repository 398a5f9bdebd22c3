"""Which language a text is in."""

from __future__ import annotations

from functools import cache
from typing import Any

FEWEST_LETTERS = 60
LEAST_CONFIDENCE = 0.9
SAMPLE = 4_000


def language(text: str) -> tuple[str, float] | None:
    """The ISO 639-1 code of a text's language with its confidence from 0 to 1.

    None where the text has fewer than `FEWEST_LETTERS` letters or the confidence is too low to
    tell. Long texts are judged by their first `SAMPLE` characters.
    """
    sample = text[:SAMPLE]
    if sum(map(str.isalpha, sample)) < FEWEST_LETTERS:
        return None
    code, confidence = _identifier().classify(sample)
    return (str(code), float(confidence)) if confidence >= LEAST_CONFIDENCE else None


@cache
def _identifier() -> Any:
    from py3langid.langid import (  # noqa: PLC0415  half a second, only where a text is read
        MODEL_FILE,
        LanguageIdentifier,
    )

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
