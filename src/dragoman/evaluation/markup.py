"""Attributions marked by hand in plain text, as the records of a corpus.

A file holds documents, each begun by a line `=== id | layout` or, where the first line of the text
is its title, `=== id | layout | title`. The text follows, one paragraph a line. Marks stand in it:

    {s1:{m1:Ana Kel}, {r1:foreign minister} of Norland}, {c1:said} {t1:that the bridge was open}.

`s` source, `c` cue, `t` content, `m` the mention (see `records.Statement`), `r` the role as written;
the number names the statement; a role of none is `{r:…}`. A span that serves several names them all:
`{s1,2:…}`, `{s3,m4:…}`. The same mark twice is a span in two parts. Marks nest and stay within their
paragraph; braces serve for nothing else. tests/gold/README.md says what is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.errors import InputError, NotFound

SEVERAL = {"s": "source", "c": "cue", "t": "content"}
SINGLE = {"m": "mention", "r": "role"}
NOBODYS = -1
"""The number of a role that no statement has."""
Ends = tuple[int, int]
Label = tuple[str, int]
Marks = dict[str, list[Ends]]
"""The spans of one statement by the letter of their mark."""

_HEADER = re.compile(r"=== +(?P<id>[^\s|]+) +\| +(?P<layout>[^\s|]+)(?P<title> +\| +title)? *")
_LABELS = r"[sctmr]\d{1,4}(?:,[sctmr]?\d{1,4})*|r"
_TOKEN = re.compile(rf"\{{(?P<labels>{_LABELS}):|(?P<close>\}})|(?P<stray>\{{[^{{}}:]{{0,20}})")


class _Fault(Exception):
    """What is wrong in one line."""


@dataclass
class _Document:
    """One document while it is read; `line` is where its header stands."""

    id: str
    layout: str
    titled: bool
    line: int
    lines: list[tuple[int, str]] = field(default_factory=list)

    def filled(self) -> list[tuple[int, str]]:
        """From the first line that is not empty to the last, each with its number."""
        filled = [at for at, (_, line) in enumerate(self.lines) if line.strip()]
        return self.lines[filled[0] : filled[-1] + 1] if filled else []


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The documents of a .txt file of marked text, or of all in a folder, in order of their names.

    Each is `{"id","layout","text","attributions","roles"}`; roles are ["role", start, end]; an
    attribution holds source, cue and content as
    lists of [start, end] in the text without marks, mention and role as [start, end] or None, within
    as the place in the list of the statement that holds it or None, and in_title. Raises NotFound,
    or InputError that names file, line and fault.
    """
    known: dict[str, str] = {}
    for file in _files(path):
        for document in _documents(file):
            place = f"{file}, line {document.line}"
            if document.id in known:
                raise InputError(
                    f"{place}: {document.id} stands in {known[document.id]}: rename one"
                )
            known[document.id] = place
            yield _record(file, document)


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise NotFound(f"there is no file or folder {path}: check the path")
    files = sorted(path.glob("*.txt")) if path.is_dir() else [path]
    if not files:
        raise NotFound(f"the folder {path} holds no .txt file: check the path")
    return files


def _documents(file: Path) -> Iterator[_Document]:
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read as UTF-8 text ({error}): save it so") from error
    document: _Document | None = None
    for number, line in enumerate(lines, start=1):
        if line.startswith("==="):
            if document:
                yield document
            header = _HEADER.fullmatch(line)
            if not header:
                raise _error(file, number, "no header: write `=== id | layout` or add `| title`")
            document = _Document(header["id"], header["layout"], bool(header["title"]), number)
        elif document:
            document.lines.append((number, line))
        elif line.strip():
            raise _error(file, number, "text without a header: begin with `=== id | layout`")
    if document:
        yield document


def _error(file: Path, line: int, fault: object) -> InputError:
    return InputError(f"{file}, line {line}: {fault}")


def _record(file: Path, document: _Document) -> dict[str, Any]:
    """The record of one document: its text without marks, and its statements by number."""
    text = ""
    statements: dict[int, Marks] = {}
    roles: set[Ends] = set()
    for number, line in document.filled():
        try:
            plain, found = _unmarked(line)
            for label, (start, end) in found:
                ends = (len(text) + start, len(text) + end)
                if label[0] == "r":
                    roles.add(ends)
                if label[1] != NOBODYS:
                    _add(statements, label, ends)
        except _Fault as fault:
            raise _error(file, number, fault) from None
        text += plain + "\n"
    if not text:
        raise _error(file, document.line, f"{document.id} has no text: write it under the header")
    for number, one in statements.items():
        if not one["t"]:
            missing = f"statement {number} of {document.id} has no content: mark it with t{number}"
            raise _error(file, document.line, missing)
    ordered = [statements[number] for number in sorted(statements)]
    return {
        "id": document.id,
        "layout": document.layout,
        "text": text[:-1],
        "attributions": _attributions(ordered, text.index("\n") if document.titled else 0),
        "roles": [["role", *ends] for ends in sorted(roles)],
    }


def _unmarked(line: str) -> tuple[str, list[tuple[Label, Ends]]]:
    """A line without its marks, and each mark with its ends in that line; raises _Fault."""
    plain = ""
    at = 0
    opened: list[tuple[list[Label], int]] = []
    found: list[tuple[Label, Ends]] = []
    for token in _TOKEN.finditer(line):
        plain += line[at : token.start()]
        at = token.end()
        if token["labels"]:
            labels = _labels(token["labels"])
            if again := [k for k in labels if any(k in held for held, _ in opened)]:
                raise _Fault(f"{_written(again)} stands within itself: close the first")
            opened.append((labels, len(plain)))
        elif token["stray"]:
            raise _Fault(
                f"{token['stray']} begins no mark: write {{s1:…}} with one of s, c, t, m, r"
            )
        elif not opened:
            raise _Fault("} closes nothing: take it out")
        else:
            labels, start = opened.pop()
            if not plain[start:] or plain[start:] != plain[start:].strip():
                raise _Fault(f"{_written(labels)} is empty or ends in a space: mark words alone")
            found += [(label, (start, len(plain))) for label in labels]
    if opened:
        raise _Fault(f"{_written(opened[-1][0])} is not closed in its paragraph: add }}")
    return plain + line[at:], found


def _labels(text: str) -> list[Label]:
    """`s1,2,m3` is s1, s2 and m3."""
    labels: list[Label] = []
    for part in text.split(","):
        kind = labels[-1][0] if part[0].isdigit() else part[0]
        number = part.removeprefix(kind)
        labels.append((kind, int(number) if number else NOBODYS))
    return labels


def _written(labels: Sequence[Label]) -> str:
    return ", ".join(kind if number == NOBODYS else f"{kind}{number}" for kind, number in labels)


def _add(statements: dict[int, Marks], label: Label, ends: Ends) -> None:
    kind, number = label
    spans = statements.setdefault(number, {k: [] for k in (*SEVERAL, *SINGLE)})[kind]
    if spans and kind in SINGLE:
        raise _Fault(f"{kind}{number} stands twice: a statement has one {SINGLE[kind]}")
    spans.append(ends)


def _attributions(statements: Sequence[Marks], title_end: int) -> list[dict[str, Any]]:
    return [
        {
            **{name: [list(ends) for ends in sorted(one[kind])] for kind, name in SEVERAL.items()},
            **{name: list(one[kind][0]) if one[kind] else None for kind, name in SINGLE.items()},
            "within": _within(statements, one),
            "in_title": max(end for _, end in one["t"]) <= title_end,
        }
        for one in statements
    ]


def _within(statements: Sequence[Marks], inner: Marks) -> int | None:
    """The place of the statement with the smallest content that holds all of `inner`."""
    around = [
        (_size(outer), at)
        for at, outer in enumerate(statements)
        if _size(outer) > _size(inner) and _holds(outer["t"], inner["c"] + inner["t"])
    ]
    return min(around)[1] if around else None


def _size(one: Marks) -> int:
    return sum(end - start for start, end in one["t"])


def _holds(outer: Sequence[Ends], inner: Sequence[Ends]) -> bool:
    return all(any(s <= start and end <= e for s, e in outer) for start, end in inner)
