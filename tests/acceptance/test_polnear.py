from __future__ import annotations

from dragoman.evaluation.corpus import evaluate
from tests.acceptance.floors import FLOORS, corpus

NAME = "attribution/polnear-dev.jsonl.gz"


def test_the_reader_keeps_what_it_reached_on_whole_articles() -> None:
    table = evaluate(corpus(NAME))
    floors = {name: floor for name, floor in FLOORS[NAME].items() if name != "digest"}
    assert {name: table[name] for name in floors if table[name] < floors[name]} == {}
