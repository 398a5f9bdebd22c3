from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.evaluation.merging import Mention, b_cubed, load, mentions, pairwise
from tests.archive.news import told

A, B, C = (("x", f"s{n}") for n in range(3))


def test_pairs_are_counted_among_what_was_read_and_among_all() -> None:
    found = [
        Mention("u1", "x", "", A), Mention("u1", "y", "", B), Mention("u2", "z", "", C),
        Mention("u1", "w", "", None),
    ]  # fmt: skip
    one = pairwise(found, [[A, B, C]], all_of=False)
    assert (one.both, one.told, one.gold) == (1, 3, 1)
    whole = pairwise(found, [[A, B], [C]], all_of=True)
    assert (whole.precision, whole.recall) == (1.0, 1 / 3)


def test_two_mentions_in_one_statement_are_no_pair() -> None:
    found = [Mention("u1", "x", "", A), Mention("u1", "x", "", A)]
    assert pairwise(found, [[A]], all_of=True).gold == 0


def test_a_mention_is_the_statement_that_covers_it() -> None:
    reading = replace(told(1), article=replace(told(1).article, given_id="one"))
    gold = {
        "utterances": [
            {
                "id": "u1",
                "mentions": [{"article": "one", "words": "the café on the quay stays shut"}],
            },
            {"id": "u2", "mentions": [{"article": "one", "words": "Troops left"}]},
            {"id": "u3", "mentions": [{"article": "two", "words": "Troops left"}]},
            {"id": "u4", "mentions": [{"article": "one", "words": "the quay stays"}]},
        ]
    }
    found = mentions(gold, [reading])
    assert [bool(one.statement) for one in found] == [True, False, False, False]


def test_b_cubed_is_one_only_for_the_same_groups() -> None:
    gold = {n: n % 2 for n in range(4)}
    assert b_cubed({n: -(n % 2) for n in range(4)}, gold).f1 == 1.0
    one = b_cubed(dict.fromkeys(range(4), 0), gold)
    assert (one.precision, one.recall) == (0.5, 1.0)


def test_what_is_no_gold_is_told(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({"no": 1}))
    with pytest.raises(InputError, match="no gold"):
        load(path)
