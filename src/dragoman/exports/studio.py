"""Label Studio's JSON, both ways: a task for each article, its statements as predictions, an editor's as
annotations.

Regions are labelled Content, Source or Cue; relations join a content to its source, its cues and its further
parts; a text area on a content holds its codes as JSON. The labelling interface that goes with it is INTERFACE.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from dragoman.exports.marked import Marked, codes, marked, within
from dragoman.exports.told import Told
from dragoman.records import Reading, Span

INTERFACE = """<View>
  <Labels name="label" toName="text"><Label value="Content"/><Label value="Source"/><Label value="Cue"/></Labels>
  <Relations><Relation value="said by"/><Relation value="cued by"/><Relation value="part"/></Relations>
  <Text name="text" value="$text"/>
  <TextArea name="codes" toName="text" perRegion="true" whenLabelValue="Content"/>
</View>
"""
JOINTS = {"Source": "said by", "Cue": "cued by", "Content": "part"}


def write(told: Told, stream: BinaryIO) -> int:
    """A list of tasks; returns how many."""
    tasks = [_task(reading) for reading in told.readings]
    stream.write((json.dumps(tasks, ensure_ascii=True, indent=1) + "\n").encode())
    return len(tasks)


def _task(reading: Reading) -> dict[str, Any]:
    article = reading.article
    result: list[dict[str, Any]] = []
    for number, mark in enumerate(marked(reading)):
        result += _regions(f"s{number}", mark, article.text)
    return {
        "data": {
            "text": article.text,
            "article": article.id,
            "revision": article.revision,
            "title": article.title,
        },
        "predictions": [{"model_version": "dragoman", "result": result}],
    }


def _regions(name: str, mark: Marked, text: str) -> Iterator[dict[str, Any]]:
    first, *rest = sorted(mark.content)
    yield _region(name, "Content", first, text)
    told = json.dumps(dict(mark.codes), ensure_ascii=True, sort_keys=True)
    yield {
        "id": name,
        "type": "textarea",
        "from_name": "codes",
        "to_name": "text",
        "value": {"start": first.start, "end": first.end, "text": [told]},
    }
    parts = [("Content", span) for span in rest]
    parts += [("Source", mark.source)] if mark.source else []
    parts += [("Cue", span) for span in mark.cue]
    for number, (kind, span) in enumerate(parts):
        own = f"{name}-{number}"
        yield _region(own, kind, span, text)
        yield {
            "type": "relation",
            "from_id": name,
            "to_id": own,
            "direction": "right",
            "labels": [JOINTS[kind]],
        }


def _region(name: str, kind: str, span: Span, text: str) -> dict[str, Any]:
    return {
        "id": name,
        "type": "labels",
        "from_name": "label",
        "to_name": "text",
        "value": {"start": span.start, "end": span.end, "text": span.of(text), "labels": [kind]},
    }


def read(file: BinaryIO) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Article, revision and task of each annotated task of a file; raises ValueError where it is none."""
    tasks = json.loads(file.read())
    if not isinstance(tasks, list):
        raise ValueError("it is no list of tasks")
    for number, task in enumerate(tasks, 1):
        try:
            article, revision = str(task["data"]["article"]), str(task["data"]["revision"])
            if _annotated(task):
                yield article, revision, task
        except (KeyError, TypeError) as error:
            raise ValueError(f"task {number} does not say which article it is of") from error


def _annotated(task: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The annotations of a task that were not skipped: what nobody looked at corrects nothing."""
    return [one for one in task.get("annotations") or () if not one.get("was_cancelled")]


def parse(task: Mapping[str, Any], text: str) -> list[Marked]:
    """The statements of a task as an editor annotated them last; raises ValueError."""
    try:
        return _marks(_annotated(task)[-1].get("result") or [], text)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise ValueError(f"a task is not as Label Studio writes it ({error!r})") from error


def _marks(result: list[Mapping[str, Any]], text: str) -> list[Marked]:
    spans: dict[str, tuple[str, Span]] = {}
    notes: dict[str, str] = {}
    joined: dict[str, dict[str, list[str]]] = {}
    for one in result:
        if one["type"] == "labels":
            span = Span(int(one["value"]["start"]), int(one["value"]["end"]))
            spans[one["id"]] = (one["value"]["labels"][0], next(iter(within([span], text))))
        elif one["type"] == "textarea":
            notes[one["id"]] = one["value"]["text"][0]
        elif one["type"] == "relation":
            label = (one.get("labels") or [""])[0]
            joined.setdefault(one["from_id"], {}).setdefault(label, []).append(one["to_id"])
    parts = {to for held in joined.values() for to in held.get("part", ())}
    found = []
    for name, (kind, span) in spans.items():
        if kind != "Content" or name in parts:
            continue
        own = joined.get(name, {})
        more, sources, cues = (
            [spans[to][1] for to in own.get(label, ()) if to in spans]
            for label in ("part", "said by", "cued by")
        )
        found.append(
            Marked(
                tuple(sorted([span, *more])),
                sources[0] if sources else None,
                tuple(sorted(cues)),
                codes(notes[name]) if notes.get(name) else {},
            )
        )
    return found
