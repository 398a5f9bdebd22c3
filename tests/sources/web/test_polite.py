from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from dragoman.errors import InputError, NotFound, Refused
from dragoman.sources.web.client import Client
from dragoman.sources.web.polite import Fetcher, Last, retry_after
from tests.sources.site import Page, Site, served

ROBOTS = b"User-agent: *\nDisallow: /shut\nCrawl-delay: 7\n"


@pytest.fixture
def site() -> Iterator[Site]:
    with served({"/a": Page(b"<p>A</p>"), "/b": Page(b"<p>B</p>")}) as made:
        yield made


class Pauses(list[float]):
    """Sleeps no second, and remembers how many were asked for."""

    def __call__(self, seconds: float) -> None:
        self.append(round(seconds))


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def fetcher(site: Site, pauses: Pauses) -> Iterator[Fetcher]:
    with Client([site.host]) as client:
        yield Fetcher(client, 2.0, sleep=pauses)


def test_robots_are_asked_once_and_obeyed(site: Site, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = Page(ROBOTS, "text/plain")
    with pytest.raises(Refused, match=r"robots\.txt"):
        fetcher.fetch(f"{site.address}/shut/x")
    assert fetcher.fetch(f"{site.address}/a").body == b"<p>A</p>"
    assert site.paths() == ["/robots.txt", "/a"]


def test_a_host_without_robots_is_open_one_that_fails_is_shut(site: Site, fetcher: Fetcher) -> None:
    assert fetcher.fetch(f"{site.address}/a").status == 200
    site.pages["/robots.txt"] = Page(status=500)
    with Client([site.host]) as client, pytest.raises(Refused):
        Fetcher(client, sleep=lambda _: None).fetch(f"{site.address}/a")


def test_a_host_is_asked_no_faster_than_it_allows(
    site: Site, fetcher: Fetcher, pauses: Pauses
) -> None:
    site.pages["/robots.txt"] = Page(ROBOTS, "text/plain")
    fetcher.fetch(f"{site.address}/a")
    fetcher.fetch(f"{site.address}/b")
    assert pauses == [2, 7]  # between robots.txt and the page the user's, then the host's own


def test_a_busy_host_is_waited_for_and_left_where_that_is_too_long(
    site: Site, fetcher: Fetcher, pauses: Pauses
) -> None:
    answers = iter([Page(status=429, headers={"Retry-After": "30"}), Page(b"<p>C</p>")])
    site.pages["/c"] = lambda _: next(answers)
    assert fetcher.fetch(f"{site.address}/c").body == b"<p>C</p>"
    assert 30 in pauses
    site.pages["/d"] = Page(status=503, headers={"Retry-After": "9000"})
    with pytest.raises(Refused, match="left alone"):
        fetcher.fetch(f"{site.address}/d")
    with pytest.raises(Refused, match="left alone"):
        fetcher.fetch(f"{site.address}/a")


def test_what_was_fetched_is_asked_for_with_its_validators(site: Site) -> None:
    known = Last('"1"', "Tue, 04 Mar 2031 08:00:00 GMT", datetime(2031, 3, 4, tzinfo=UTC))
    site.pages["/a"] = Page(status=304)
    with Client([site.host]) as client:
        found = Fetcher(client, 0, lambda _: known).fetch(f"{site.address}/a")
    assert found.status == 304
    asked = site.asked[-1][1]
    assert (asked["if-none-match"], asked["if-modified-since"]) == (known.etag, known.modified)


def test_many_are_fetched_with_an_error_in_place_of_each_bad_one(
    site: Site, fetcher: Fetcher
) -> None:
    asked = [f"{site.address}/{path}" for path in ("a", "b", "gone", "a")]
    found = dict(fetcher.fetch_all([*asked, "http://127.0.0.1:1/x", "nonsense"]))
    assert len(found) == 5
    assert isinstance(found[f"{site.address}/gone"], NotFound)
    assert isinstance(found["http://127.0.0.1:1/x"], Refused)
    assert isinstance(found["nonsense"], InputError)
    assert site.paths().count("/a") == 1


def test_fetching_stops_where_nobody_takes_what_comes(site: Site, fetcher: Fetcher) -> None:
    for n in range(200):
        site.pages[f"/{n}"] = Page(b"x")
    taken = fetcher.fetch_all(f"{site.address}/{n}" for n in range(200))
    next(taken)
    taken.close()  # type: ignore[attr-defined]
    assert len(site.asked) < 100


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [("120", 120, 120), (None, 1, 60), ("soon", 1, 60), ("Tue, 04 Mar 1931 08:00:00 GMT", 0, 0)],
)
def test_retry_after_is_seconds_or_a_day(value: str | None, least: float, most: float) -> None:
    assert least <= retry_after(value) <= most


def test_a_redirect_is_a_guest_too(site: Site, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = Page(ROBOTS, "text/plain")
    site.pages["/go"] = Page(status=302, headers={"Location": "/shut/x"})
    site.pages["/shut/x"] = Page(b"<p>x</p>")
    with pytest.raises(Refused, match=r"robots\.txt"):
        fetcher.fetch(f"{site.address}/go")
    assert "/shut/x" not in site.paths()
    site.pages["/loop"] = Page(status=302, headers={"Location": "/loop"})
    with pytest.raises(InputError, match="redirects more than"):
        fetcher.fetch(f"{site.address}/loop")


def test_groups_for_other_words_of_the_agent_are_not_ours(site: Site, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: news\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
    assert fetcher.fetch(f"{site.address}/a").status == 200


def test_robots_that_cannot_be_had_shut_a_host_for_a_while_only(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/robots.txt"] = Page(status=503)
    with pytest.raises(Refused, match="cannot be had"):
        fetcher.fetch(f"{site.address}/a")
    site.pages["/robots.txt"] = Page(b"", "text/plain")
    with pytest.raises(Refused):
        fetcher.fetch(f"{site.address}/a")
    now = time.monotonic()
    monkeypatch.setattr("dragoman.sources.web.polite.time.monotonic", lambda: now + 700)
    assert fetcher.fetch(f"{site.address}/a").status == 200


def test_many_hosts_that_nobody_waits_for_any_more_hold_up_nothing() -> None:
    with Client(resolve=lambda *_: ["127.0.0.1"]) as client:
        taken = Fetcher(client, 0).fetch_all(f"http://h{n}.example/" for n in range(120))
        next(taken)
        began = time.monotonic()
        taken.close()  # type: ignore[attr-defined]
        assert time.monotonic() - began < 2


@pytest.mark.parametrize("value", ["\u00b2", "1e9", "-5", "9" * 400])
def test_no_retry_after_stops_it(value: str) -> None:
    assert retry_after(value) >= 0
