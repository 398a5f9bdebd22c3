"""The encoder's file: all of it, its first layers alone, or what of it differs from another's.

Two readers of which one stops after a lower layer (an early exit: Schwartz et al. 2020) share one file, and so do
encoders that were trained with the lowest layers held still. CTranslate2 keeps variables one after another, each
with its name: the file of the first layers is the same without the variables of the others, and what
differs between two encoders is a file of the variables that do.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

FORMAT = 6
"""The edition of CTranslate2's binary format that is shipped; later libraries read it too."""
NO_ALIASES = struct.pack("<I", 0)
LAYER = re.compile(r"encoder/layer_(\d+)/")


class _Variable(NamedTuple):
    """A variable's name, and where it stands in the file, its name included."""

    name: str
    start: int
    end: int

    @property
    def layer(self) -> int:
        """The number of the layer that it is of; -1 where it is of none."""
        found = LAYER.match(self.name)
        return int(found[1]) if found else -1


def first_layers(file: bytes, depth: int) -> bytes:
    """The file (CTranslate2's model.bin) of an encoder's first `depth` layers.

    Raises ValueError where the bytes are no such file, hold fewer layers, or call one variable by
    several names (aliases, of which the shipped file has none).
    """
    head, variables, tail = _contents(file)
    if max((one.layer for one in variables), default=-1) < depth - 1:
        raise ValueError(f"an encoder of fewer than {depth} layers")
    return _file(head, [file[o.start : o.end] for o in variables if o.layer < depth], tail)


def joined(base: bytes, own: bytes) -> bytes:
    """The file of an encoder: the variables of `own`, and those of `base` that it has not.

    Raises ValueError where one of the two is no such file, or the base has not all of the names.
    """
    head, variables, tail = _contents(base)
    other = _by_name(own)
    if unknown := other.keys() - {one.name for one in variables}:
        raise ValueError(f"variables that the shared encoder has not: {', '.join(sorted(unknown))}")
    return _file(head, [other.get(o.name) or base[o.start : o.end] for o in variables], tail)


def differing(base: bytes, whole: bytes) -> bytes:
    """The file of the variables of `whole` that are not the same in `base`: with `base` it is `whole` again.

    Raises ValueError as `joined` does.
    """
    head, variables, tail = _contents(whole)
    other = _by_name(base)
    kept = [whole[o.start : o.end] for o in variables]
    names = [one.name for one in variables]
    if len(other) != len(names) or other.keys() != set(names):
        raise ValueError("encoders of unlike variables")
    return _file(head, [k for k, name in zip(kept, names, strict=True) if other[name] != k], tail)


def _by_name(file: bytes) -> Mapping[str, bytes]:
    _, variables, _ = _contents(file)
    return {one.name: file[one.start : one.end] for one in variables}


def _file(head: bytes, variables: list[bytes], tail: bytes) -> bytes:
    return b"".join([head, struct.pack("<I", len(variables)), *variables, tail])


def _contents(file: bytes) -> tuple[bytes, list[_Variable], bytes]:
    """What stands before the number of variables, the variables, and what stands behind them."""
    try:
        (edition,) = struct.unpack_from("<I", file)
        if edition != FORMAT:
            raise ValueError(f"CTranslate2's format {edition}, not {FORMAT}")
        start = _after_text(file, 4) + 4
        (count,) = struct.unpack_from("<I", file, start)
        variables = list(_variables(file, start + 4, count))
    except (struct.error, UnicodeDecodeError) as error:
        raise ValueError(f"no encoder's file: {error}") from error
    tail = file[variables[-1].end if variables else start + 4 :]
    if tail != NO_ALIASES:
        raise ValueError("an encoder's file with aliases, or with something behind its end")
    return file[:start], variables, tail


def _variables(file: bytes, at: int, count: int) -> Iterator[_Variable]:
    for _ in range(count):
        named = _after_text(file, at)
        name = file[at + 2 : named].rstrip(b"\0").decode("ascii")
        (rank,) = struct.unpack_from("<B", file, named)
        sized = named + 1 + 4 * rank + 1
        (size,) = struct.unpack_from("<I", file, sized)
        end = sized + 4 + size
        yield _Variable(name, at, end)
        at = end


def _after_text(file: bytes, at: int) -> int:
    """Where a text with its length before it ends."""
    (length,) = struct.unpack_from("<H", file, at)
    return at + 2 + int(length)
