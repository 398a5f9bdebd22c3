"""Web addresses: http and https, one at a time, as the user names them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from dragoman.errors import InputError, NotFound
from dragoman.records import Document
from dragoman.sources.base import HTML, PDF, Item, Reach, sniff
from dragoman.sources.members import SEVERAL, documents
from dragoman.sources.web.client import Answer, Client
from dragoman.sources.web.links import kind_of

BATCHES = {
    "application/jsonl": ".jsonl", "application/x-ndjson": ".jsonl", "application/x-jsonlines": ".jsonl",
    "text/csv": ".csv", "application/zip": ".zip", "application/warc": ".warc",
}  # fmt: skip
"""Media types of several articles, with the ending that such a file would have."""


class UrlSource:
    """An address of one article, or of a file with many; a feed or sitemap is for `dragoman add`."""

    def __init__(self, client: Client | None = None, reach: Reach | None = None) -> None:
        self._client = client
        self._reach = reach or Reach()

    def documents(self, spec: str) -> Iterator[Item]:
        """The document at an address, or those of the file that lies there."""
        try:
            answer = self._get(spec)
        except InputError as error:
            yield error
            return
        yield from of_answer(spec, answer, self._reach)

    def _get(self, spec: str) -> Answer:
        if self._client is None:
            with Client(self._reach.private_hosts, self._reach.agent) as client:
                answer = client.get(spec)
        else:
            answer = self._client.get(spec)
        if answer.status in (404, 410):
            raise NotFound(f"there is nothing at {spec} (HTTP {answer.status}): check the address")
        if answer.status >= 300:
            raise InputError(f"{spec} cannot be fetched (HTTP {answer.status}): try it later")
        return answer


def of_answer(spec: str, answer: Answer, reach: Reach) -> Iterator[Item]:
    """The documents of what a server said."""
    declared = answer.headers.get("content-type", "")
    media_type = declared.partition(";")[0].strip().lower()
    path = urlsplit(answer.url).path.lower()
    ending = BATCHES.get(media_type) or next((e for e in SEVERAL if path.endswith(e)), None)
    if kind_of(answer.body):
        yield InputError(
            f"{spec} is a feed or a sitemap: keep its articles with `dragoman add {spec}`"
        )
    elif ending and media_type != HTML:
        name = spec if path.endswith(ending) else f"{spec}#{ending}"
        yield from documents(io.BytesIO(answer.body), name, reach)
    else:
        told = sniff(answer.body)
        if told == PDF or not declared or media_type == "application/octet-stream":
            declared = told
        yield Document(answer.url, declared, answer.body, datetime.now(UTC))
