from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dragoman.languages.sentences import of_text
from dragoman.pipeline import STAGES
from dragoman.records import ARTICLE, Mark, Span
from dragoman.settings import Settings
from dragoman.stories.similar import rows
from dragoman.vectors import SAID, Pieces, Vectors, Within, beginning
from tests.archive.news import told

STAGE = Vectors.chosen(Settings(threads=1))
PIECES = Pieces(STAGE.articles.base / "tokenizer.json")


def said(text: str) -> Within:
    """A sentence with its content in brackets."""
    start, end = text.index("["), text.index("]") - 1
    return Within(text.replace("[", "").replace("]", ""), (Span(start, end),))


def test_one_utterance_in_two_wordings_is_nearer_than_the_same_speaker_on_something_else() -> None:
    held = rows(STAGE.sayings_of([
        said('"[We shall not open the gates before the water falls]," the minister said.'),
        said("The minister declared that [the sluices stay shut until levels drop]."),
        said('"[Nobody asked us about the new harbour tax]," the minister said.'),
    ]))  # fmt: skip
    near = held @ held.T
    assert near[0, 1] > 0.5 > near[0, 2]
    assert np.allclose(np.diagonal(near), 1, atol=1e-4)


def test_the_sentence_around_the_content_is_read_too() -> None:
    asked, denied = said("The envoy asked for [talks]."), said("The envoy ruled out [talks].")
    one, other = rows(STAGE.sayings_of([asked, denied]))
    assert one @ other < 0.98


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


@given(st.text(alphabet="ab .\n“”", max_size=60), st.data())
def test_content_is_found_again_in_its_sentences(text: str, data: st.DataObject) -> None:
    spans = of_text(text)
    start = data.draw(st.integers(0, len(text)))
    content = [Span(start, data.draw(st.integers(start, len(text))))]
    held = Within.of(text, [s for s in spans if s.overlaps(content[0])], content)
    wanted = content[0].of(text).strip(" \n“”.")
    parts = [one.of(held.text) for one in held.content]
    assert all(part in content[0].of(text) for part in parts)
    assert _letters("".join(parts)) == _letters(wanted)
    if held.content and len(spans) == 1:
        assert held.content[0].of(held.text).strip(" \n“”.") == wanted


def test_a_long_sentence_is_cut_before_its_content() -> None:
    long = said("The ministry, " + "as it had done before, " * 40 + "said [the road was shut].")
    (row,) = PIECES.marked([long])
    assert len(row.ids) == len(row.content) == SAID
    assert sum(row.content) == 4
    (whole,) = PIECES.marked([said("[Nothing]" + " at all" * 200 + ".")])
    assert whole.content.index(1) == 1


def test_what_has_no_content_left_is_read_whole() -> None:
    (row,) = PIECES.marked([Within("Quite so.", ())])
    assert row.content == [0, 1, 1, 1, 0]


def test_the_stage_gives_the_article_and_each_statement_a_vector() -> None:
    one, bare = told(1), replace(told(2), statements=())
    found = STAGE([one, bare])
    assert set(found[0].vectors) == {ARTICLE, one.statements[0].id}
    assert set(found[1].vectors) == {ARTICLE}
    assert [len(v) for v in found[0].vectors.values()] == [128, 129], (
        "a statement's has its kind behind it"
    )
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
