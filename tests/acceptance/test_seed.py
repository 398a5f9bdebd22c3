from __future__ import annotations

import json

import pytest

from dragoman.archive import Memory
from dragoman.pipeline import parts
from dragoman.roundup import Request, compose
from dragoman.settings import Settings
from tests.acceptance.floors import corpus, missed
from tests.acceptance.seed import Compared, compare

NAME = "seed/expected.json"


@pytest.fixture(scope="module")
def done() -> Compared:
    return compare(corpus(NAME).parent)


def test_statements_and_their_actors_are_found(done: Compared) -> None:
    table = {
        "found of 35": len(done.pairs),
        "right actor": len(done.right_actor),
        "right speaker": len(done.right_speaker),
        "right day": len(done.right_day),
        "right relay": len(done.right_relay),
        "statements beyond the account": len(done.extra),
    }
    assert missed(NAME, table) == {}


def test_deeds_and_tolls_are_found(done: Compared) -> None:
    account = json.loads(corpus(NAME).read_text("utf-8"))
    wanted = {(d["actor"], d["type"]) for d in account["deeds"]}
    found = {(a, d.type) for d in done.reading.deeds for a in d.actors if d.modality == "asserted"}
    assert wanted <= found
    tolls = {(c.quantity, c.low, c.high, c.claimant) for c in done.reading.claims}
    assert {("killed", 24, None, "KAZ"), ("killed", 13, 13, "KAZ")} <= tolls


def test_the_page_stands_in_the_order_of_the_account(done: Compared) -> None:
    account = json.loads(corpus(NAME).read_text("utf-8"))
    memory = Memory(parts(Settings()).registry.actor)
    memory.add([done.reading])
    page = compose(memory, Request())
    assert page.host == account["host"]
    assert [s.actor for s in page.host_block] == account["host_block"]
    assert [s.actor for s in page.actors] == account["page_order"]
    assert account["other_block"][0] in [s.actor for s in page.others]
    assert [s.actor for s in page.also_acting] == account["also_acting"]
