"""What is told across articles, against what people marked before the code: python -m tests.acceptance.stories

Of each invented crisis: which mentions are one utterance (pairs), whose they are, numbers in dispute and replaced
(by the places of their words), shifts, dissents and the silent (by actor). The examples' gold is two annotators',
adjudicated; that of tests/stories/gold/closed was written by another author and not read; those of training/own
fitted the weights. `--stories` groups the examples among 210 articles of other stories of the same days
(B-cubed).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dragoman.actors.collection import shared
from dragoman.actors.registry import Registry
from dragoman.actors.resolve import resolve
from dragoman.archive.selected import Selected
from dragoman.evaluation.merging import Mention, b_cubed, load, mentions, pairwise
from dragoman.pipeline import build, open_articles, parts, run
from dragoman.records import Reading, Span, Speaker
from dragoman.roundup import Request, compose
from dragoman.roundup.entries import every
from dragoman.roundup.page import Roundup, Row
from dragoman.settings import Settings

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "stories" / "gold"
OWN = ROOT / "training" / "own" / "stories"
CRISES = {
    "examples": (ROOT / "examples" / "crisis", ROOT / "examples" / "actors.toml", GOLD / "examples.json"),
    "closed": (GOLD / "closed" / "crisis.jsonl", GOLD / "closed" / "actors.toml", GOLD / "closed" / "merge.json"),
    **{
        f"fitted {n}": (
            OWN / f"crisis-{n}" / "crisis.jsonl",
            OWN / f"crisis-{n}" / "actors.toml",
            OWN / f"crisis-{n}" / "merge.json",
        )
        for n in (1, 2, 3, 4)
    },
}  # fmt: skip


def readings_of(specs: Sequence[Path], config: Path | None) -> tuple[list[Reading], Settings]:
    """Everything read of some articles."""
    settings = Settings.load(config)
    loaded = parts(settings)
    found = run(build(loaded), open_articles([str(one) for one in specs]))
    return shared([one for one in found if isinstance(one, Reading)]), settings


def page_of(readings: Sequence[Reading], settings: Settings) -> Roundup:
    """The page of readings, the host guessed."""
    return compose(Selected(readings, parts(settings).registry.actor), Request())


def measured(name: str) -> dict[str, Any]:
    """All figures of one crisis."""
    articles, config, path = CRISES[name]
    readings, settings = readings_of([articles], config)
    gold, page = load(path), page_of(readings, settings)
    found = mentions(gold, readings)
    # What stands within another's words too is a part of its utterance there: the whole one counts.
    groups = sorted(
        ([(s.article.id, s.statement.id) for s in e.sightings] for e in every(page.entries())),
        key=len,
    )
    told: dict[str, Any] = {
        "mentions": len(found),
        "no statement": sum(m.statement is None for m in found),
    }
    for kind, all_of in (("merging", False), ("with what reading missed", True)):
        one = pairwise(found, groups, all_of=all_of)
        told[kind] = f"{one.precision:.3f} {one.recall:.3f} F1 {one.f1:.3f} of {one.gold} pairs"
    registry = parts(settings).registry
    told["speakers"] = dict(speakers(found, gold, readings, registry).most_common())
    places = {str(r.article.given_id): r for r in readings}
    told["disputes"] = _shares(*disputes(page, gold, places))
    told["replaced"] = _shares(*replaced(page, gold, places))
    shifts = {s.actor for s in page.sections() if s.shift}
    told["shifts"] = _sets(
        shifts, {s["actor"] for s in gold.get("shifts", ())} or _expected("shifts", name)
    )
    told["silent"] = _sets(
        {a.actor for a in page.silent}, set(gold.get("silent", ())) or _expected("silent", name)
    )
    dissents = {s.actor for s in page.sections() if s.dissents}
    told["dissents"] = _sets(dissents, {d["member"] for d in gold.get("dissents", ())})
    return told


def speakers(
    found: Sequence[Mention],
    gold: Mapping[str, Any],
    readings: Sequence[Reading],
    registry: Registry,
) -> Counter[str]:
    """Of the statements that are mentions, whose speaker is the gold's: right, wrong or open.

    Right is the gold's actor, or the gold's name or a word of it: an opposition leader speaks for herself.
    """
    who = {one["id"]: str(one["speaker"]) for one in gold["utterances"]}
    held = {r.article.id: r for r in readings}
    counts: Counter[str] = Counter()
    for key, utterance in {m.statement: m.utterance for m in found if m.statement}.items():
        reading = held[key[0]]
        speaker = reading.speakers.get(key[1])
        wanted = resolve(registry, who[utterance], reading.article.published_on).actors
        known = [code for code in wanted if registry.actor(code)]
        names = {
            w.casefold() for w in re.findall(r"[^\W\d_]{4,}", who[utterance]) if w[0].isupper()
        }
        read = {w.casefold() for one in _called(speaker) for w in re.findall(r"[^\W\d_]{4,}", one)}
        right = bool(set(known) & set(speaker.actors if speaker else ()) or names & read)
        decided = bool(speaker and (speaker.actors or (speaker.name and not known)))
        counts["right" if right else "wrong" if decided else "open"] += 1
    return counts


def _called(speaker: Speaker | None) -> Iterator[str]:
    """What a speaker is called: by name, and by actors."""
    if speaker:
        yield from (*speaker.actors, speaker.name or "")


def _expected(what: str, name: str) -> set[str]:
    if name != "examples":
        return set()
    story = json.loads((ROOT / "examples" / "expected.json").read_text(encoding="utf-8"))["story"]
    return {one if isinstance(one, str) else one["actor"] for one in story[what]}


def _sets(told: set[str | None], wanted: set[str]) -> str:
    both = told & wanted
    rest = f"; not told {sorted(wanted - both)}; too much {sorted(str(one) for one in told - both)}"
    return f"{len(both)} of {len(wanted)}{rest if told != wanted else ''}"


def _place(one: Mapping[str, str], readings: Mapping[str, Reading]) -> tuple[str, Span] | None:
    reading = readings.get(one["article"])
    at = reading.article.text.find(one["words"]) if reading else -1
    return (one["article"], Span(at, at + len(one["words"]))) if at >= 0 else None


def _holds(row: Row, place: tuple[str, Span] | None) -> bool:
    return place is not None and any(
        str(f.article.given_id) == place[0] and f.claim.evidence.overlaps(place[1])
        for f in row.figures
    )


def disputes(
    page: Roundup, gold: Mapping[str, Any], readings: Mapping[str, Reading]
) -> tuple[int, int, int]:
    """Disputes that both have (two of the gold's places in one of the page's), the page's, the gold's."""
    wanted = [[_place(c, readings) for c in d["claims"]] for d in gold.get("disputes", ())]
    told = [d.rows for d in page.disputes]

    def same(places: Sequence[Any], rows: Sequence[Row]) -> bool:
        return len({n for n, p in enumerate(places) for r in rows if _holds(r, p)}) >= 2

    right = sum(any(same(places, rows) for places in wanted) for rows in told)
    met = sum(any(same(places, rows) for rows in told) for places in wanted)
    return (met, right, len(told) * 10_000 + len(wanted))


def replaced(
    page: Roundup, gold: Mapping[str, Any], readings: Mapping[str, Reading]
) -> tuple[int, int, int]:
    """Old numbers that both hold to be replaced, by their places; the page's, the gold's."""
    wanted = [_place(s["old"], readings) for s in gold.get("supersessions", ())]
    told = [row for row in page.rows() if row.superseded]
    met = sum(any(_holds(row, place) for row in told) for place in wanted)
    right = sum(any(_holds(row, place) for place in wanted) for row in told)
    return (met, right, len(told) * 10_000 + len(wanted))


def _shares(met: int, right: int, both: int) -> str:
    told, wanted = divmod(both, 10_000)
    return f"{met} of {wanted} found; {right} of {told} told are the gold's"


def stories() -> dict[str, Any]:
    """The examples among other stories of the same days."""
    from dragoman.stories.track import learned
    from training.stories import gold_of, grouped, in_time

    others = [GOLD / "others-a.jsonl", GOLD / "others-b.jsonl"]
    readings, _ = readings_of(
        [ROOT / "examples" / "crisis", *others], ROOT / "examples" / "actors.toml"
    )
    gold = gold_of([readings], others)
    found = b_cubed(grouped(in_time(readings), learned()), gold)
    told = f"{found.precision:.3f} {found.recall:.3f} F1 {found.f1:.3f}"
    return {"articles": len(readings), "stories": len(set(gold.values())), "B-cubed": told}


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("crises", nargs="*", default=["examples", "closed"])
    options.add_argument("--stories", action="store_true")
    given = options.parse_args()
    told = (
        {"stories": stories()} if given.stories else {name: measured(name) for name in given.crises}
    )
    print(json.dumps(told, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
