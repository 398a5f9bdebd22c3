"""What `dragoman doctor` looks at, one check after another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from dragoman.actors.registry import Registry
from dragoman.errors import DragomanError, ModelError
from dragoman.ids import digest
from dragoman.inference import Model
from dragoman.languages.data import load
from dragoman.pipeline import build, parts
from dragoman.reactions import codebook
from dragoman.reactions.coder import Coder
from dragoman.records import Article, Reading
from dragoman.settings import READERS, Settings
from dragoman.vectors import Vectors

SAMPLE = "The foreign ministry of France said on Monday that it was following the talks closely."


def checks(settings: Settings) -> Iterator[tuple[str, str | None]]:
    """The name of each check, with what is wrong or None."""
    models = [Model.chosen(replace(settings, reader=name)) for name in READERS]
    models += [Coder.chosen(settings).model, *Vectors.chosen(settings).models]
    named: list[tuple[str, Callable[[], object]]] = [
        ("the words of English", lambda: load("en")),
        ("the registry of actors", lambda: Registry.load(settings.actors or None, settings.origin)),
        ("the codebook", codebook.load),
        ("the readers' files are as shipped", lambda: _intact(models)),
        ("a sentence is read", lambda: _reads(settings)),
    ]
    for name, check in named:
        try:
            check()
        except DragomanError as error:
            yield name, str(error)
        else:
            yield name, None


def _intact(models: Sequence[Model]) -> None:
    files = [(m.folder / name, wanted) for m in models for name, wanted in m.card["files"].items()]
    for path, wanted in files:
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "missing"
        if found != wanted:
            raise ModelError(f"{path} is not the file that was shipped: install dragoman again")


def _reads(settings: Settings) -> None:
    article = Article(digest(SAMPLE), digest(SAMPLE), SAMPLE, published=date(2024, 3, 14))
    (reading,) = build(parts(settings))([Reading(article)])
    if not reading.statements or any(i.level == "error" for i in reading.issues):
        raise ModelError("the model runs but reads nothing: install dragoman again")
