from __future__ import annotations

import bisect
import gzip
import io
import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import Hostile, InputError
from dragoman.records import Document
from dragoman.sources.base import Item
from dragoman.sources.warc import pages
from tests.sources.warcs import packed, record


def read(body: bytes, name: str = "a.warc") -> list[Item]:
    return list(pages(io.BytesIO(body), name))


def numbers(items: list[Item]) -> set[int]:
    found = [one.uri or "" for one in items if isinstance(one, Document)]
    return {int(tail) for uri in found if (tail := uri.rpartition("/")[2]).isdigit()}


@pytest.mark.parametrize("is_packed", [True, False])
def test_pages_come_with_address_and_day_others_are_passed_over(is_packed: bool) -> None:
    records = [record(1), record(2, media_type="image/png"), record(3, status=404), record(4)]
    first, second = read(b"".join(packed(records) if is_packed else records))
    assert isinstance(first, Document)
    assert (first.uri, first.media_type) == (
        "https://courier.example/1",
        "text/html; charset=utf-8",
    )
    assert first.fetched_at == datetime(2031, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert first.body.endswith(b"end1</p></body></html>")
    assert numbers([first, second]) == {1, 4}


@pytest.mark.parametrize("is_packed", [True, False])
def test_after_damage_at_twenty_places_every_intact_record_is_read(is_packed: bool) -> None:
    records = [record(n) for n in range(1_500)]
    parts = packed(records) if is_packed else records
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part))
    whole, draw, hit = bytearray(b"".join(parts)), random.Random(7), set()
    for _ in range(20):
        at = draw.randrange(len(whole) - 60)
        for n in range(at, at + 40):
            whole[n] ^= draw.randrange(1, 256)
            hit.add(bisect.bisect_right(starts, n) - 1)
    items = read(bytes(whole))
    intact = set(range(len(records))) - hit
    assert len(intact & numbers(items)) >= 0.999 * len(intact)
    errors = [str(one) for one in items if isinstance(one, InputError)]
    if is_packed:
        assert len(errors) >= 15
        assert all("is damaged from byte" in one for one in errors)


def test_a_file_that_ends_in_a_record_says_where() -> None:
    parts = packed([record(1), record(2)])
    items = read(parts[0] + parts[1][:-20])
    assert numbers(items[:1]) == {1}
    assert f"from byte {len(parts[0])}" in str(items[1])


def test_a_record_that_unpacks_to_more_than_an_article_is_set_aside_alone() -> None:
    bomb = gzip.compress(record(9)[:-4] + b"\0" * 30_000_000)
    items = read(bomb + packed([record(1)])[0])
    assert isinstance(items[0], Hostile)
    assert numbers(items) == {1}


@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_stop_it(noise: bytes, is_packed: bool) -> None:
    good = packed([record(1, 5)])[0] if is_packed else record(1, 5)
    assert numbers(read(noise + b"\r\n" + good)) <= {1}
    assert 1 in numbers(read(good + noise))


def test_a_record_that_lies_about_its_length_costs_itself_alone() -> None:
    liar = record(1).replace(b"Content-Length: ", b"Content-Length: 99", 1)
    endless = record(2).replace(b"Content-Length: ", b"Content-Length: " + b"9" * 40, 1)
    items = read(liar + record(3) + endless + record(4))
    assert {3, 4} <= numbers(items)


def test_a_packed_file_with_a_damaged_beginning_is_still_one() -> None:
    parts = packed([record(1), record(2)])
    items = read(b"\0" + parts[0][1:] + parts[1], "a.warc.gz")
    assert numbers(items) == {2}


def test_payloads_are_unpacked_as_their_headers_say() -> None:
    body = gzip.compress(b"<p>Here.</p>")
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + body
    head = record(1).split(b"Content-Length")[0] + b"Content-Length: %d\r\n\r\n" % len(answer)
    (one,) = read(head + answer + b"\r\n\r\n")
    assert isinstance(one, Document)
    assert one.body == b"<p>Here.</p>"
