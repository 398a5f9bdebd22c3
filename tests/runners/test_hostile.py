"""Pages that hang or fill parsers: each is set aside with a word, none holds up the others."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from dragoman.archive import Memory
from dragoman.records import Document
from dragoman.runners import processes
from dragoman.runners.ingest import Ingest, Report
from dragoman.runners.processes import Jobs, Processes
from dragoman.runners.worker import Begun, Failed, Job, Limits, Ready, Worker
from dragoman.settings import Settings
from tests.runners import stub

ATTRIBUTES = " ".join(f'a{n}="v{n}"' for n in range(40_000))
MANY = " ".join(f"b{n}=1" for n in range(200_000))
HOSTILE = {
    "40,000 attributes": f"<html><body><p {ATTRIBUTES}>x</p></body></html>",
    "200,000 attributes": f"<html><body><p {MANY}>x</p></body></html>",
    "20,000 nested elements": "<html><body>" + "<div>" * 20_000 + "deep" + "</div>" * 20_000,
    "depth 300": "<html><body>" + "<div>" * 300 + "<p>deep</p>" + "</div>" * 300,
    "100,000 tags": "<html><body>" + "<b>x</b>" * 100_000,
    "6 MB": "<html><body><p>" + "word " * 1_200_000,
    "entities": '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">]><html><body>&a;</body></html>',
    "an unclosed comment": "<html><body><!--" + "<p>x" * 50_000,
    "an unclosed attribute": '<html><body><a href="' + "x " * 500_000,
    "nothing": "<html></html>",
    "NULs and surrogates": "<html><body><p>\0\0\ufffe text \U0010ffff</p></body></html>",
    "a tag of 3 MB": "<html><body><" + "x" * 3_000_000 + ">",
    "data of depth 100,000": (
        '<html><script type="application/ld+json">' + "[" * 100_000 + "</script><body><p>x</p>"
    ),
    "a title of 4 MB": "<title>" + "t" * 4_000_000,
}
GOOD = [
    Document(
        f"https://courier.example/{n}",
        "text/html",
        (
            "<html><body><article><h1>Port</h1>"
            + f"<p>Ana said the port is shut for the {n}th time. Nobody could tell when it would open.</p>"
            * 3
            + "</article></body></html>"
        ).encode(),
    )
    for n in range(20)
]


def test_every_hostile_page_is_set_aside_in_time_and_its_neighbours_are_read() -> None:
    archive, errors, times = Memory(), list[str](), [time.monotonic()]
    bad = [
        Document(f"https://bad.example/{name}", "text/html", page.encode("utf-8", "replace"))
        for name, page in HOSTILE.items()
    ]
    mixed = [one for pair in zip(GOOD, [*bad, *bad[:6]], strict=True) for one in pair]
    report = Report(
        failed=lambda error: errors.append(str(error)), step=lambda: times.append(time.monotonic())
    )
    with Processes(Settings(), Jobs(1, 1), stub.make) as runner:
        Ingest(archive, runner, report)(mixed)
    kept = {reading.article.uri for reading in archive.readings()}
    assert {one.uri for one in GOOD} <= kept
    assert len(errors) >= 9
    assert max(b - a for a, b in zip(times, times[1:], strict=False)) < 10


def endless(_: object) -> None:
    """A pattern that needs longer than the world stands, inside a C loop that no Python signal reaches."""
    re.fullmatch(r"(a|aa)+b", "a" * 200)


def greedy(_: object) -> int:
    return len(bytearray(3 << 30))


def begin(job: Job) -> Begun:
    return job, ""


def asked(job: Callable[[Any], Any], limits: Limits) -> Worker:
    worker = Worker("test", begin, (job,), limits)
    assert isinstance(worker.answer(), Ready)
    worker.send("go", time.monotonic())
    return worker


def test_a_parser_that_never_returns_is_ended_by_the_kernel() -> None:
    worker = asked(endless, Limits(cpu_seconds=1))
    began = time.monotonic()
    with pytest.raises(EOFError):
        worker.answer()
    assert worker.was_stopped_by_limit
    assert time.monotonic() - began < 30
    worker.kill()


def test_a_parser_gets_no_more_memory_than_it_may_have() -> None:
    worker = asked(greedy, Limits(memory=1 << 30))
    answer = worker.answer()
    assert isinstance(answer, Failed)
    assert "memory" in answer.message
    worker.kill()


def test_without_limits_neither_ends() -> None:
    """The two tests above fail without the limits: this is what happens then."""
    worker = asked(greedy, Limits())
    assert worker.answer() == 3 << 30
    worker.kill()
    worker = asked(endless, Limits())
    assert not worker.connection.poll(2)
    worker.kill()


def hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "begin_parsing", begin_hanging)


def begin_hanging() -> Begun:
    from dragoman.runners.parsing import parsed

    def job(task: Any) -> Any:
        if "hang" in task.source:
            endless(None)
        return parsed(task)

    return job, ""


def test_a_document_that_hangs_its_parser_is_told_once_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hangs(monkeypatch)
    monkeypatch.setattr(processes, "PARSER", Limits(cpu_seconds=2, memory=1 << 30))
    archive, errors = Memory(), list[str]()
    bad = Document("https://bad.example/hang", "text/html", b"<p>x</p>")
    with Processes(Settings(), Jobs(1, 1), stub.make) as runner:
        report = Report(failed=lambda error: errors.append(str(error)))
        tally = Ingest(archive, runner, report)([*GOOD[:3], bad, *GOOD[3:6]])
    assert (tally.new, tally.failed, tally.aside) == (6, 1, 1)
    assert "takes more than 2 seconds to parse" in errors[0]
