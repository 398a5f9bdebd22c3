"""What Dragoman reads of the page that an editor wrote by hand, beside a careful reader's account.

    DRAGOMAN_CORPORA=… python -m tests.acceptance.seed     prints the comparison

A statement is found where content and (source or the speaker's mention) each overlap by half,
intersection over union of characters; each found one is used once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.actors.registry import Registry
from dragoman.archive import Memory
from dragoman.evaluation.spans import alike
from dragoman.exports.record import record
from dragoman.pipeline import build, open_articles, parts, run
from dragoman.records import Reading
from dragoman.roundup import Request, compose
from dragoman.settings import Settings


@dataclass(frozen=True)
class Compared:
    """Expected and found statements, and which found one matches which expected one."""

    text: str
    expected: list[dict[str, Any]]
    found: list[dict[str, Any]]
    pairs: dict[str, dict[str, Any]]
    reading: Reading

    @property
    def right_actor(self) -> list[str]:
        wanted = {e["id"]: e["actors"] for e in self.expected}
        return [key for key, one in self.pairs.items() if one["actors"] == wanted[key]]

    @property
    def right_speaker(self) -> list[str]:
        """Those whose person, or the lack of one, is as in the account."""
        return self._same(lambda e: e["speaker"], lambda f: (f["speaker"] or {}).get("name"))

    @property
    def right_day(self) -> list[str]:
        return self._same(lambda e: e["said_on"], lambda f: f["said_on"])

    @property
    def right_relay(self) -> list[str]:
        return self._same(lambda e: e["via"], lambda f: [one["name"] for one in f["via"]])

    @property
    def right_types(self) -> list[str]:
        """Those that have a type in common with the account."""
        wanted = {e["id"]: set(e["types"]) for e in self.expected}
        return [k for k, one in self.pairs.items() if wanted[k] & {t["type"] for t in one["types"]}]

    @property
    def right_posture(self) -> list[str]:
        return self._same(lambda e: e["posture"], lambda f: f["posture"])

    @property
    def stands(self) -> dict[str, str]:
        """Where each actor stands on the page."""
        store = Memory(Registry.load().actor)
        store.add([self.reading])
        page = compose(store, Request(host=self.reading.host))
        return {s.actor: s.posture for s in page.sections() if s.actor and s.statements}

    def _same(
        self, wanted: Callable[[dict[str, Any]], Any], given: Callable[[dict[str, Any]], Any]
    ) -> list[str]:
        known = {e["id"]: wanted(e) for e in self.expected}
        return [key for key, one in self.pairs.items() if given(one) == known[key]]

    @property
    def extra(self) -> list[dict[str, Any]]:
        used = {one["id"] for one in self.pairs.values()}
        return [one for one in self.found if one["id"] not in used and not one["in_title"]]


def folder() -> Path | None:
    value = os.environ.get("DRAGOMAN_CORPORA")
    return Path(value) / "seed" if value else None


def compare(seed: Path) -> Compared:
    account = json.loads((seed / "expected.json").read_text("utf-8"))
    day = date.fromisoformat(account["published"])
    opened = open_articles([str(seed / account["document"])], day)
    (reading,) = run(build(parts(Settings())), opened)
    assert isinstance(reading, Reading)
    found = record(reading)["statements"]
    expected = account["statements"]
    return Compared(reading.article.text, expected, found, _pairs(expected, found), reading)


def _pairs(
    expected: list[dict[str, Any]], found: list[dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    ranked = sorted(
        ((_likeness(e, f), e["id"], n) for e in expected for n, f in enumerate(found)), reverse=True
    )
    pairs: dict[str, dict[str, Any]] = {}
    used: set[int] = set()
    for likeness, key, n in ranked:
        if likeness > 0 and key not in pairs and n not in used:
            pairs[key] = found[n]
            used.add(n)
    return pairs


def _likeness(expected: dict[str, Any], found: dict[str, Any]) -> float:
    content = alike(map(tuple, expected["content"]), map(tuple, found["content"]))
    spoken = [found["source"], (found["speaker"] or {}).get("mention")]
    wanted = [tuple(expected["source"])] if expected["source"] else []
    source = max((alike(wanted, [tuple(s)]) for s in spoken if s), default=alike(wanted, []))
    return content + source if min(content, source) >= 0.5 else 0.0


def show(done: Compared) -> None:
    print(f"{len(done.pairs)} of {len(done.expected)} found; of these right:")
    for what in ("actor", "speaker", "day", "relay", "types", "posture"):
        print(f"  {what:<8} {len(getattr(done, f'right_{what}'))}")
    for one in done.expected:
        if one["id"] not in done.pairs:
            print("missed:", one["id"], one["actors"], [done.text[a:b] for a, b in one["content"]])
        elif one["id"] not in done.right_actor:
            print("wrong actor:", one["id"], one["actors"], done.pairs[one["id"]]["actors"])
    print("postures:", ", ".join(f"{actor} {told}" for actor, told in done.stands.items()))
    for one in done.extra:
        words = [done.text[a:b] for a, b in one["content"]]
        print("not in the account:", one["actors"], [c["type"] for c in one["types"]], words)
    for deed in done.reading.deeds:
        print(
            "deed:",
            deed.actors,
            deed.type,
            deed.targets,
            deed.modality,
            deed.evidence.of(done.text),
        )
    for claim in done.reading.claims:
        print(
            "claim:",
            claim.quantity,
            claim.population,
            claim.low,
            claim.high,
            claim.claimant,
            claim.text,
        )


if __name__ == "__main__":
    found = folder()
    if found is None:
        raise SystemExit("DRAGOMAN_CORPORA is not set: name the folder of corpora")
    show(compare(found))
