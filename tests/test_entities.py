from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.entities import Entities, found
from dragoman.inference import Encoding, Floats, Model, Words
from dragoman.layers import LAYERS
from dragoman.records import Entity, Reading
from tests.builders import article

NAMES = LAYERS["entities"]
SURE = 12.0


def encoding(labels: list[str], paragraphs: list[int] | None = None) -> Encoding:
    """Words of three letters, a space between, each sure of its label."""
    scores = np.zeros((len(labels), len(NAMES)), dtype=np.float32)
    for at, label in enumerate(labels):
        scores[at, NAMES.index(label)] = SURE
    return of(scores, paragraphs)


def of(scores: Floats, paragraphs: list[int] | None = None) -> Encoding:
    count = len(scores)
    starts = 4 * np.arange(count)
    words = Words(
        np.stack([starts, starts + 3], axis=1).reshape(-1, 2),
        [[1]] * count,
        np.array(paragraphs or [0] * count, dtype=np.int64),
        np.zeros(count, dtype=np.int64),
    )
    return Encoding(words, np.zeros((count, 0), dtype=np.float32), {"entities": scores})


def shown(entities: list[Entity]) -> list[tuple[str, int, int]]:
    return [(e.kind, e.span.start // 4, e.span.end // 4) for e in entities]


@pytest.mark.parametrize(
    ("labels", "wanted"),
    [
        ("O O", []),
        ("B-person E-person O S-norp", [("person", 0, 1), ("norp", 3, 3)]),
        ("S-person S-person", [("person", 0, 0), ("person", 1, 1)]),
        ("B-person B-person E-person", [("person", 0, 0), ("person", 1, 2)]),
        ("B-person I-location E-location", [("person", 0, 0), ("location", 1, 2)]),
        ("O I-date E-date", [("date", 1, 2)]),
        ("B-money I-money", [("money", 0, 1)]),
        ("B-money O E-money", [("money", 0, 0), ("money", 2, 2)]),
    ],
)
def test_labels_become_spans_also_where_they_are_broken(
    labels: str, wanted: list[tuple[str, int, int]]
) -> None:
    assert shown(found(encoding(labels.split()))) == wanted


def test_a_span_ends_with_its_paragraph() -> None:
    made = encoding(["B-person", "E-person"], [0, 1])
    assert shown(found(made)) == [("person", 0, 0), ("person", 1, 1)]


def test_the_confidence_is_the_chance_of_all_its_labels() -> None:
    scores = np.full((2, len(NAMES)), -50.0, dtype=np.float32)
    scores[0, NAMES.index("B-person")] = scores[1, NAMES.index("E-person")] = np.log(4)
    scores[:, 0] = 0.0
    assert found(of(scores))[0].confidence == pytest.approx(0.64, abs=1e-3)


@given(st.lists(st.sampled_from(NAMES), max_size=30), st.randoms())
def test_every_marked_word_is_in_one_span(labels: list[str], rng: object) -> None:
    entities = found(encoding(labels))
    covered = [at for _, first, last in shown(entities) for at in range(first, last + 1)]
    assert covered == [at for at, label in enumerate(labels) if label != "O"]
    assert all(0 < e.confidence <= 1 for e in entities)


def test_the_shipped_readers_see_who_is_named_in_which_role() -> None:
    from dragoman.settings import READERS, Settings
    from dragoman.statements.stage import Statements

    text = "The Kenyan foreign minister, Amos Tirop, met Chadian officials in Nairobi on Monday."
    for name in READERS:
        model = Model.chosen(Settings(reader=name))
        (read,) = Entities(model)(Statements(model)([Reading(article(text))]))
        kinds = {e.span.of(text): e.kind for e in read.entities}
        assert kinds["Amos Tirop"] == "person"
        assert kinds["Nairobi"] == "location"
        assert kinds["Kenyan foreign minister"] == "role"
