from __future__ import annotations

from dataclasses import replace

import numpy as np

from dragoman.pipeline import STAGES
from dragoman.records import ARTICLE, Mark, Span
from dragoman.settings import Settings
from dragoman.stories.similar import rows
from dragoman.vectors import Vectors, beginning
from tests.archive.news import told

STAGE = Vectors.chosen(Settings(threads=1))


def test_what_means_the_same_is_nearer_than_what_does_not() -> None:
    held = rows(STAGE.of([
        "The army opened fire on the demonstrators in the square.",
        "Soldiers shot at protesters on the plaza.",
        "The harvest of wheat was better than last year.",
    ]))  # fmt: skip
    near = held @ held.T
    assert near[0, 1] > 0.5 > near[0, 2]
    assert np.allclose(np.diagonal(near), 1, atol=1e-4)


def test_the_stage_gives_the_article_and_each_statement_a_vector() -> None:
    one, bare = told(1), replace(told(2), statements=())
    found = STAGE([one, bare])
    assert set(found[0].vectors) == {ARTICLE, one.statements[0].id}
    assert set(found[1].vectors) == {ARTICLE}
    assert all(len(v) == 128 for v in found[0].vectors.values())
    assert list(STAGES)[-1] == STAGE.name == "vectors"
    alone = STAGE([one])[0].vectors
    assert alone == found[0].vectors, "its company changes nothing"


def test_an_article_is_what_it_begins_with_but_for_its_furniture() -> None:
    one = told(1)
    marks = (
        *one.article.marks,
        Mark("furniture", Span(len(one.article.text) - 5, len(one.article.text))),
    )
    text = beginning(replace(one, article=replace(one.article, marks=marks)))
    assert text.startswith("Velmar, 1. ") and text.count("Velmar, 1") == 1
    assert not text.endswith("hurt.")
