from __future__ import annotations

import pytest

from dragoman.statements.assemble import form
from tests.builders import span


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("“We will stay,” she said.", "“We will stay,”", "direct"),
        ('"We will stay," she said.', '"We will stay,"', "direct"),
        ("‘We’ll stay,’ she said.", "‘We’ll stay,’", "direct"),
        ("« Nous restons », a dit la ministre.", "« Nous restons »", "direct"),
        ("She said they would stay.", "they would stay", "indirect"),
        ("She called it “a grave step” back.", "it “a grave step” back", "mixed"),
        ("He said the army's men don't sleep.", "the army's men don't sleep", "indirect"),
    ],
)
def test_the_form_follows_the_quotation_marks(text: str, content: str, expected: str) -> None:
    assert form(text, (span(text, content),)) == expected
