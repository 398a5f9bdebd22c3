"""What the documentation shows of the command line is what it does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app

DOCS = Path(__file__).parents[2] / "docs"
_EXAMPLE = re.compile(r"^\$ dragoman (.+)\n((?:(?!\$|```).*\n)*)", re.MULTILINE)
EXAMPLES = [
    (command, told)
    for page in sorted(DOCS.glob("*.md"))
    for command, told in _EXAMPLE.findall(page.read_text("utf-8"))
]


def test_there_are_as_many_as_are_promised() -> None:
    assert sum(command.startswith("actor") for command, _ in EXAMPLES) >= 21


@pytest.mark.parametrize(("command", "told"), EXAMPLES)
def test_an_example_answers_as_shown(command: str, told: str) -> None:
    done = CliRunner().invoke(app, shlex.split(command))
    assert (done.stdout, done.exit_code) == (told, 0)
