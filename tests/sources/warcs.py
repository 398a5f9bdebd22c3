"""Invented WARC files for tests."""

from __future__ import annotations

import gzip
import random


def record(n: int, words: int = 200, media_type: str = "text/html", status: int = 200) -> bytes:
    """A record of the page number `n`, of so many words."""
    draw = random.Random(n)
    prose = " ".join(f"w{draw.randrange(9999)}" for _ in range(words))
    body = f"<html><body><p>{prose} end{n}</p></body></html>".encode()
    answer = (
        f"HTTP/1.1 {status} OK\r\nContent-Type: {media_type}; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{n:012d}>\r\n"
        f"WARC-Date: 2031-03-04T05:06:07Z\r\nWARC-Target-URI: https://courier.example/{n}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def packed(records: list[bytes]) -> list[bytes]:
    """Each record as a gzip member of its own."""
    return [gzip.compress(one, 1) for one in records]
