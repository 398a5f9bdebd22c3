"""Notes for Obsidian, zipped: one for each actor, with YAML properties, links between actors, and each
statement quoted."""

from __future__ import annotations

import json
import re
import zipfile
from collections import defaultdict
from typing import BinaryIO

from dragoman.exports.brat import entry_of
from dragoman.exports.told import Saying, Told, sayings
from dragoman.link import to_words
from dragoman.safe import printable

_NO_NAME = re.compile(r'[\\/:*?"<>|#^\[\]\x00-\x1f]')
_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~$^{}%=]")


def write(told: Told, stream: BinaryIO) -> int:
    """A zip of Markdown files; returns how many."""
    held: defaultdict[str, list[Saying]] = defaultdict(list)
    for one in sayings(told):
        for code in one.actors:
            held[code].append(one)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for code in sorted(held):
            made.writestr(
                entry_of(f"{_file(told, code)}.md"), _note(told, code, held[code]).encode()
            )
    return len(held)


def _file(told: Told, code: str) -> str:
    return _NO_NAME.sub("-", told.name(code)).strip(". ") or "actor"


def _note(told: Told, code: str, held: list[Saying]) -> str:
    known = told.actor(code)
    rows = [
        "---",
        f"code: {json.dumps(code)}",
        f"kind: {json.dumps(known.kind if known else None)}",
        f"statements: {len(held)}",
        f"types: {json.dumps(sorted({t for one in held for t in one.types}))}",
        "tags: [dragoman]",
        "---",
        f"# {_plain(told.name(code))}",
    ]
    for one in sorted(held, key=lambda s: (str(s.day or ""), s.statement.id)):
        aimed = ", ".join(
            f"[[{_file(told, t)}]]" if told.actor(t) else _plain(t) for t in one.targets
        )
        does = ", ".join(one.types) or "statement"
        rows += ["", f"## {one.day or 'no day'}: {does}{f' toward {aimed}' if aimed else ''}", ""]
        rows += [f"> {_plain(line)}" for line in one.words.split("\n")]
        address = to_words(one.article.uri, one.article.text, one.span)
        source = _plain(one.article.outlet or one.article.title or one.article.id)
        rows += ["", f"[{source}](<{address}>)" if address else source]
    return "\n".join(rows) + "\n"


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\g<0>", printable(" ".join(text.split())))
