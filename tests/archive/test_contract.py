"""One contract for every store: what is written comes back, once, whatever the order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.archive import Memory, Outcome, Query
from dragoman.archive.base import Archive, Fetched
from dragoman.archive.sql import SqlArchive
from dragoman.errors import UsageError
from dragoman.records import Issue
from tests.archive.news import DAY, outcome, retold, told
from tests.postgres import new_database

Fresh = Callable[[], Archive]
LONG = " ".join(f"word{n} of the long wire report number{n % 7}" for n in range(60))


class Clock:
    """A minute later each time it is asked."""

    def __init__(self) -> None:
        self.at = datetime(2031, 3, 6, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fresh]:
    """Makes new archives of one kind."""
    made: list[Archive] = []

    def memory() -> Archive:
        return Memory(now=Clock())

    def sqlite() -> Archive:
        return SqlArchive(str(tmp_path / f"{len(made)}.db"), now=Clock())

    def postgres() -> Archive:
        return SqlArchive(new_database(server), now=Clock())

    if request.param == "postgres":
        server = request.getfixturevalue("server")
    kinds: dict[str, Fresh] = {"memory": memory, "sqlite": sqlite, "postgres": postgres}

    def one() -> Archive:
        made.append(kinds[request.param]())
        return made[-1]

    yield one
    for archive in made:
        archive.close()


def test_what_is_written_comes_back_equal_and_in_order(fresh: Fresh) -> None:
    archive = fresh()
    readings = [told(n, day=DAY - timedelta(days=n)) for n in range(5)]
    readings.append(told(9, day=None))
    assert archive.add(readings) == 6
    assert archive.readings() == [*readings[4::-1], readings[5]]


def test_the_same_again_changes_nothing(fresh: Fresh) -> None:
    archive = fresh()
    batch = [outcome(told(n)) for n in range(3)]
    assert (archive.commit(batch), archive.commit(batch), archive.commit(batch[:1] * 2)) == (
        3,
        0,
        0,
    )
    assert archive.contents().readings == 3


def test_inputs_are_known_with_what_became_of_them(fresh: Fresh) -> None:
    archive = fresh()
    archive.commit([outcome(told(1), "a"), Outcome("b", "x.html", "failed", message="empty")])
    archive.commit([Outcome("c", "y.html", "tried", tries=2)])
    assert archive.known(["a", "b", "c", "d"]) == {
        "a": ("done", 0),
        "b": ("failed", 0),
        "c": ("tried", 2),
    }
    archive.commit([Outcome("c", "y.html", "aside", tries=3)])
    found = archive.contents()
    assert (archive.known(["c"])["c"], found.failed, found.aside) == (("aside", 3), 1, 1)


@given(st.permutations(range(8)))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_order_changes_the_digest(fresh: Fresh, order: list[int]) -> None:
    one = [told(n) for n in range(4)]
    other = [
        retold(told(0), title="Another title"),
        told(1, text="Velmar, 1\n\nAna Belo said the café on the quay stays shut. A later text."),
        told(2, made_by="2"),
        retold(told(3), published=date(2031, 1, 1)),
    ]
    every = [outcome(reading, str(n)) for n, reading in enumerate([*one, *other])]
    first, second = fresh(), fresh()
    first.commit(every)
    for n in order:
        second.commit([every[n]])
    assert first.contents() == second.contents()
    found = [
        {hit.statement for hit in archive.search(Query("café quay", limit=99))}
        for archive in (first, second)
    ]
    assert found[0] == found[1]
    assert len(found[0]) == 4


def test_of_an_article_the_newest_text_stands_and_the_older_ones_stay(fresh: Fresh) -> None:
    archive = fresh()
    old = told(1)
    new = told(1, "the café opens again", text="Velmar, 1\n\nAna Belo said the café opens again.")
    archive.commit([outcome(retold(old, updated=datetime(2031, 3, 4, 8, tzinfo=UTC)))])
    archive.commit([outcome(retold(new, updated=datetime(2031, 3, 4, 9, tzinfo=UTC)))])
    assert [r.article.revision for r in archive.readings()] == [new.article.revision]
    assert [hit.words for hit in archive.search(Query("café"))] == ["the café opens again"]
    assert len(archive.revisions("https://post.example/1")) == 2
    then = archive.as_of(datetime(2031, 3, 6, 12, 1, tzinfo=UTC))
    assert [r.article.revision for r in then] == [old.article.revision]


def test_a_new_model_stands_and_the_old_reading_can_be_rebuilt(fresh: Fresh) -> None:
    archive = fresh()
    archive.commit([outcome(told(1, kind="concern"))])
    archive.commit([outcome(told(1, kind="condemn", made_by="2"))])
    assert [hit.types[0] for hit in archive.search(Query("quay"))] == ["condemn"]
    assert archive.contents().readings == 2
    (then,) = archive.as_of(datetime(2031, 3, 6, 12, 1, tzinfo=UTC))
    (reaction,) = then.reactions.values()
    assert reaction.types[0].type == "concern"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query("cafe"), [3, 2, 1]),
        (Query("CAFÉ shut"), [3, 1]),
        (Query('"stays shut"'), [3, 1]),
        (Query('"shut stays"'), []),
        (Query("sta*"), [3, 1]),
        (Query("cafe", actor="XLI"), [2]),
        (Query(actor="XVE"), [3, 1]),
        (Query(type="condemn"), [2]),
        (Query(type="demand", limit=2), [3, 2]),
        (Query(target="XLI", posture="critical"), [3, 2, 1]),
        (Query(posture="backs"), []),
        (Query(outlet="Harbour Post"), [3, 1]),
        (Query(since=date(2031, 3, 3)), [3, 2]),
        (Query("cafe", since=date(2031, 3, 2), until=date(2031, 3, 3)), [2, 1]),
        (Query(until=date(2031, 3, 2)), [1]),
        (Query(), [3, 2, 1]),
        (Query('" OR x:1'), []),
        (Query("nothing-like-it"), []),
    ],
)
def test_statements_are_found(fresh: Fresh, query: Query, found: list[int]) -> None:
    archive = fresh()
    archive.add(
        [
            told(1, day=date(2031, 3, 2)),
            told(2, "the café is open", "XLI", "condemn", date(2031, 3, 3), "Lantern"),
            told(3, day=date(2031, 3, 4)),
        ]
    )
    hits = archive.search(query)
    assert [int((hit.uri or "").rpartition("/")[2]) for hit in hits] == found
    if query == Query():
        assert (hits[0].actors, hits[0].types) == (("XVE",), ("concern", "demand"))
        assert (hits[0].speaker, hits[0].role, hits[0].outlet) == (
            "Ana Belo",
            "minister",
            "Harbour Post",
        )


def test_words_without_a_letter_are_told(fresh: Fresh) -> None:
    with pytest.raises(UsageError, match="holds no word"):
        fresh().search(Query('"!?"'))


def test_near_copies_are_tied_whatever_comes_first(fresh: Fresh) -> None:
    wire = [told(n, text=f"Wire {n}\n\n{LONG} and the end is {'x' * n}.") for n in range(3)]
    apart = told(7, text="Apart\n\n" + " ".join(f"other{n} thing" for n in range(80)))
    for order in ([*wire, apart], [apart, *reversed(wire)]):
        archive = fresh()
        for one in order:
            archive.commit([outcome(one)])
        assert archive.contents().copies == 2


def test_what_is_forgotten_is_gone_and_stays_out(fresh: Fresh) -> None:
    archive = fresh()
    archive.commit([outcome(told(n), str(n)) for n in range(4)])
    archive.commit([outcome(told(5, outlet="Lantern"), "5")])
    assert archive.forget("https://post.example/2") == 1
    assert archive.forget("Lantern") == 1
    assert archive.forget("nobody") == 0
    assert archive.contents().articles == 3
    assert len(archive.search(Query("quay", limit=99))) == 3
    assert archive.is_forgotten("https://post.example/2?utm_source=x", None)
    assert archive.is_forgotten(None, "Lantern")
    assert not archive.is_forgotten("https://post.example/1", "Harbour Post")
    assert archive.commit([outcome(told(2), "2"), outcome(told(5, outlet="Lantern"), "5")]) == 0
    assert archive.contents().articles == 3
    assert {state for state, _ in archive.known(["2", "5"]).values()} == {"failed"}


def test_the_last_fetch_of_an_address_is_known(fresh: Fresh) -> None:
    archive = fresh()
    at = datetime(2031, 3, 4, 8, tzinfo=UTC)
    archive.note_fetches([Fetched("https://a.example/", 200, at, '"1"', None)])
    archive.note_fetches([Fetched("https://a.example/", 200, at, '"2"', "Tue")])
    assert archive.fetched("https://a.example/") == Fetched(
        "https://a.example/", 200, at, '"2"', "Tue"
    )
    assert archive.fetched("https://b.example/") is None


def test_what_is_forgotten_by_its_id_stays_out_wherever_it_comes_from(fresh: Fresh) -> None:
    archive = fresh()
    bare = retold(told(1), uri="notes/a.txt")
    archive.commit([outcome(bare, "1")])
    assert archive.forget(bare.article.id) == 1
    elsewhere = retold(told(1), uri="other/b.txt")
    assert archive.commit([outcome(elsewhere, "2")]) == 0
    assert archive.contents().articles == 0


def test_a_takedown_takes_what_failed_at_the_same_address_too(fresh: Fresh) -> None:
    archive = fresh()
    archive.commit(
        [outcome(told(1), "1"), Outcome("f", "https://post.example/1", "failed", message="stub")]
    )
    archive.forget("https://post.example/1")
    assert archive.contents().failed == 0


def test_readings_of_one_article_that_differ_are_settled_by_their_digest(fresh: Fresh) -> None:
    other = replace(told(1), issues=(Issue("articles", "warning", "damaged bytes"),))
    pair = [outcome(told(1), "1"), outcome(other, "2")]
    found = []
    for order in (pair, pair[::-1]):
        archive = fresh()
        for one in order:
            archive.commit([one])
        found.append(archive.contents())
    assert found[0] == found[1]


def test_of_two_records_the_one_with_a_day_stays(fresh: Fresh) -> None:
    archive = fresh()
    archive.commit([outcome(told(1, day=DAY), "1")])
    archive.commit([outcome(told(1, day=None), "2")])
    assert [r.article.published for r in archive.readings()] == [DAY]


def test_what_a_store_cannot_hold_is_set_aside_alone(fresh: Fresh) -> None:
    archive = fresh()
    odd = Outcome("odd", "a\udcff.txt", "failed", message="x")
    archive.commit([outcome(told(1), "1"), odd, outcome(told(2, "word" * 2000 + " stays"), "2")])
    assert archive.contents().readings == 2
    assert len(archive.search(Query("stays"))) == 2
