from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dragoman.inference import MODELS, Vocabulary
from dragoman.layers import LAYERS
from training.augment import dressed, wardrobe
from training.corpus import UNKNOWN, Example, examples, held_back
from training.setaside import set_aside

TEXT = 'Ada Brekke said: "We stay."\nNorland closed its border on Monday.'
ROW = {
    "id": "one",
    "text": TEXT,
    "attributions": [{"source": [[0, 10]], "cue": [[11, 15]], "content": [[17, 27]]}],
    "entities": [("person", 0, 10), ("location", 28, 35), ("date", 57, 63)],
}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(sorted(MODELS.glob("*/tokenizer.json"))[0])


def named(one: Example, layer: str) -> list[str]:
    return [
        LAYERS[layer][label] if label != UNKNOWN else "?" for label in one.labels[layer].tolist()
    ]


def test_spans_become_labels_and_what_nobody_marked_stays_unknown(vocabulary: Vocabulary) -> None:
    (one,) = examples([ROW], vocabulary)
    assert named(one, "statements")[:10] == [
        "B-source", "E-source", "S-cue", "O", "B-content", "I-content", "I-content", "I-content",
        "E-content", "O",
    ]  # fmt: skip
    assert named(one, "entities")[:3] == ["B-person", "E-person", "O"]
    assert set(named(one, "roles")) == {"?"}
    assert one.links == [([(0, 1)], [(2, 2)], [(4, 8)])]


def test_of_two_spans_over_each_other_the_first_stands(vocabulary: Vocabulary) -> None:
    row = ROW | {"entities": [("person", 0, 10), ("organization", 4, 15)]}
    (one,) = examples([row], vocabulary)
    assert named(one, "entities")[:3] == ["B-person", "E-person", "O"]


def test_other_clothes_keep_every_word_in_its_place(vocabulary: Vocabulary) -> None:
    import random

    rows = [ROW | {"id": str(n)} for n in range(4)]
    data = examples(rows, vocabulary)
    wear = wardrobe(data, vocabulary)
    assert {"brekke", "norland"} <= wear.removable
    assert "monday" not in wear.removable and "we" not in wear.removable
    changed = 0
    for seed in range(40):
        new = dressed(data[0], wear, random.Random(seed))
        assert len(new.words) == len(data[0].words)
        assert all(new.words.pieces)
        assert np.array_equal(new.words.offsets, data[0].words.offsets)
        changed += new.words.pieces != data[0].words.pieces
        said = named(new, "statements").index("S-cue")
        assert new.words.pieces[said] == data[0].words.pieces[said]
    assert 5 < changed < 40


def test_what_is_set_aside_is_set_aside() -> None:
    assert set_aside({"publisher": "nyt", "published": "2016-08-01"})
    assert not set_aside({"publisher": "nyt", "published": "2016-07-31"})
    assert not set_aside({"publisher": "politico", "published": "2016-09-09"})
    assert not set_aside({"id": "newswire-1"})
    assert 0.02 < sum(held_back(f"af_{n}") for n in range(1000)) / 1000 < 0.09


def test_the_projects_own_text_teaches_statements_and_roles(vocabulary: Vocabulary) -> None:
    from dragoman.evaluation import markup

    own = Path(__file__).parents[2] / "training" / "own"
    data = examples(markup.read(own), vocabulary)
    assert len(data) >= 90
    assert sum(named(one, "roles").count("B-role") for one in data) > 150
    assert all(one.labels["statements"].max() > 0 for one in data)
