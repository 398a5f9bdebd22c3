from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from dragoman.archive import Memory, Outcome
from dragoman.archive.base import Fetched
from dragoman.errors import InputError, UnknownActor, WorkerError
from dragoman.records import Document
from dragoman.runners.base import Make, Read, Runner, task_of, task_of_article
from dragoman.runners.ingest import Ingest, Report
from dragoman.runners.inline import Inline
from dragoman.runners.processes import Jobs, Processes
from dragoman.settings import Settings
from tests.runners import stub

Started = Callable[[], Runner]


def document(n: int, words: str = "the port of Velmar is shut", **given: str) -> Document:
    body = f"Ana said {words} for the {n}th time.\n\nBelo said it was open again on day {n}."
    return Document(f"https://courier.example/{n}", "text/plain", body.encode(), given=given)


@pytest.fixture(scope="module", params=["inline", "processes"])
def runner(request: pytest.FixtureRequest) -> Iterator[Runner]:
    if request.param == "inline":
        yield Inline(Settings(), stub.make)
        return
    with Processes(Settings(), Jobs(2, 1), stub.make) as started:
        yield started


def test_what_is_new_is_kept_once_and_told_after_it_is(runner: Runner) -> None:
    archive = Memory()
    told: list[str] = []

    def kept(one: Outcome) -> None:
        assert archive.known([one.key])[one.key][0] == "done"
        told.append(one.source)

    documents = [document(n) for n in range(70)]
    tally = Ingest(archive, runner, Report(kept))([*documents, *documents[:5]])
    assert (tally.new, tally.known, tally.failed) == (70, 5, 0)
    assert sorted(told) == sorted(d.uri or "" for d in documents)
    again = Ingest(archive, runner)(documents)
    assert (again.new, again.known) == (0, 70)
    assert archive.contents().statements == 140


def test_what_cannot_be_had_or_read_is_told_and_stops_nobody(runner: Runner) -> None:
    archive, errors = Memory(), list[str]()
    report = Report(failed=lambda error: errors.append(str(error)))
    empty = Document("https://courier.example/e", "text/plain", b"  ")
    given: list[Document | InputError] = [InputError("there is no file x"), empty, document(1)]
    tally = Ingest(archive, runner, report)(given)
    assert (tally.new, tally.failed) == (1, 2)
    assert any("no file x" in e for e in errors)
    assert any("is empty" in e for e in errors)
    errors.clear()
    assert Ingest(archive, runner, report)([empty]).known == 1
    assert not errors  # told once
    assert Ingest(archive, runner, report, retry=True)([empty]).failed == 1


def test_the_order_of_inputs_changes_nothing(runner: Runner) -> None:
    documents = [document(n) for n in range(20)]
    one, other = Memory(), Memory()
    Ingest(one, runner)(documents)
    Ingest(other, runner)(list(reversed(documents)))
    assert one.contents() == other.contents()


def test_an_address_is_known_once_its_article_is_kept(runner: Runner) -> None:
    archive = Memory()
    given = {"asked": "https://courier.example/1", "etag": '"a"', "modified": "now"}
    Ingest(archive, runner)([document(1, **given)])
    found = archive.fetched("https://courier.example/1")
    assert isinstance(found, Fetched)
    assert (found.etag, found.status) == ('"a"', 200)


def test_what_is_under_way_or_passing_does_not_make_another_input() -> None:
    archive = Memory()
    runner = Inline(Settings(), stub.make)
    Ingest(archive, runner)([document(1, etag="a"), document(1, etag="b")])
    assert archive.contents().readings == 1


run = partial(Processes, Settings(), Jobs(2, 1), stub.make)


def test_one_that_kills_its_reader_is_tried_alone_set_aside_and_told_once() -> None:
    archive, errors = Memory(), list[str]()
    documents = [document(n) for n in range(40)]
    documents[7] = document(7, stub.KILLS)
    report = Report(failed=lambda error: errors.append(str(error)))
    with run() as runner:
        tally = Ingest(archive, runner, report)(documents)
        assert (tally.new, tally.failed, tally.aside) == (39, 1, 1)
        assert "set aside after 3 tries" in errors[0]
        again = Ingest(archive, runner, report)(documents)
    assert (again.new, again.known, len(errors)) == (0, 40, 1)
    assert (archive.contents().readings, archive.contents().aside) == (39, 1)


def test_one_that_fails_in_an_unforeseen_way_is_set_aside_with_its_reason() -> None:
    archive, errors = Memory(), list[str]()
    with run() as runner:
        report = Report(failed=lambda error: errors.append(str(error)))
        tally = Ingest(archive, runner, report)([document(1, stub.FAILS), document(2)])
    assert (tally.new, tally.aside) == (1, 1)
    assert "ValueError: a word that fails" in errors[0]


def unwilling(settings: Settings) -> Read:
    raise UnknownActor(f"there is no actor {settings.host}")


def broken(settings: Settings) -> Read:
    raise OSError("no such file: weights")


@pytest.mark.parametrize(("make", "error"), [(unwilling, UnknownActor), (broken, WorkerError)])
def test_a_reader_that_cannot_start_ends_the_run_and_is_no_articles_fault(
    make: Make, error: type[Exception]
) -> None:
    archive = Memory()
    with (
        Processes(Settings(host="XXX"), Jobs(1, 1), make) as runner,
        pytest.raises(error, match=r"XXX|weights"),
    ):
        Ingest(archive, runner)([document(n) for n in range(5)])
    assert (archive.contents().aside, archive.contents().readings) == (0, 0)


def test_a_slow_source_holds_up_nobody_and_its_error_is_told() -> None:
    def slow() -> Iterator[Document]:
        for n in range(3):
            yield document(n)
        until = time.monotonic() + 60
        while archive.contents().readings < 3:  # kept while the source is still at work
            assert time.monotonic() < until
            time.sleep(0.1)
        raise OSError("the line is cut")

    archive = Memory()
    with run() as runner, pytest.raises(OSError, match="the line is cut"):
        Ingest(archive, runner)(slow())


def test_tries_are_kept_before_the_next_is_made() -> None:
    archive = Memory()
    bad = document(7, stub.KILLS)
    with run() as runner:
        for outcome in runner.outcomes([task_of(bad)]):
            if outcome is not None:
                archive.commit([outcome])
                if outcome.state == "tried":
                    break
    assert archive.known([task_of(bad).key]) == {task_of(bad).key: ("tried", 1)}
    errors: list[str] = []
    with run() as runner:
        report = Report(failed=lambda error: errors.append(str(error)))
        Ingest(archive, runner, report)([bad])
    assert "after 3 tries" in errors[0]


def test_what_was_fetched_again_as_it_was_stands_again(runner: Runner) -> None:
    archive = Memory()
    link = {"asked": "https://courier.example/1"}
    first, second = document(1, **link), document(1, "the port of Velmar is open", **link)
    for hour, one in enumerate((first, second, first)):
        at = datetime(2031, 3, 4, hour, tzinfo=UTC)
        Ingest(archive, runner)([replace(one, fetched_at=at)])
    (standing,) = archive.readings()
    assert "is shut" in standing.article.text


def test_reading_again_leaves_alone_what_was_set_aside(runner: Runner) -> None:
    archive = Memory()
    Ingest(archive, runner)([document(1), document(2)])
    (one, other) = archive.readings()
    tasks = [task_of_article(r.article, (), "2") for r in (one, other)]
    archive.commit([Outcome(tasks[0].key, "", "aside", message="x", tries=3)])
    tally = Ingest(archive, runner).again(tasks)
    assert (tally.known, tally.again) == (1, 1)
