"""What of all that was kept stands today: of each article the newest text, of that the newest reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dragoman.archive.base import Hit
from dragoman.archive.rows import Rows
from dragoman.ids import canonical, digest

Key = tuple[str, ...]


def newest(among: Iterable[Rows]) -> list[Rows]:
    """Of each article the newest reading of its newest revision, in the order in which articles first came."""
    best: dict[str, tuple[Key, Key, Rows]] = {}
    for one in among:
        mine = (text_age(one.article), (one.reading["recorded_at"], one.reading["id"]), one)
        held = best.get(one.article["id"])
        if held is None or mine[:2] > held[:2]:
            best[one.article["id"]] = mine
    return [rows for *_, rows in best.values()]


def text_age(article: Mapping[str, Any]) -> Key:
    """What orders the texts of one article: when it says it is of, when it was fetched, and its revision."""
    stated = article["updated_at"] or article["published_at"] or ""
    return (stated, article["fetched_at"] or "", article["revision"])


def keys_of(address: str) -> set[str]:
    """The ids that an article at an address may have; the text itself if it is an id."""
    return {address, digest(address), digest(canonical(address) or address)}


def told_of(row: Mapping[str, Any], rows: Rows) -> Hit:
    """A statement of a reading as it is found."""
    own = [label for label in rows.labels if label["number"] == row["number"]]
    return hit_of(
        {**rows.article, **row, "article": rows.article["id"], "statement": row["id"]}, own
    )


def hit_of(told: Mapping[str, Any], labels: Iterable[Mapping[str, Any]]) -> Hit:
    """A statement as it is found, from the columns of its row and its article's, and its labels."""
    held: dict[str, list[tuple[float, str]]] = {"actor": [], "type": [], "target": []}
    for label in labels:
        held[label["kind"]].append((-(label["confidence"] or 0.0), label["value"]))
    actors, types, targets = (tuple(value for _, value in sorted(held[kind])) for kind in held)
    names = (
        "statement",
        "article",
        "revision",
        "outlet",
        "uri",
        "published",
        "day",
        "speaker",
        "role",
    )
    plain = {name: told[name] for name in names}
    return Hit(
        **plain,
        actors=actors,
        types=types,
        targets=targets,
        posture=told["posture"],
        words=told["words"],
    )
