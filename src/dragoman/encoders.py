"""The encoder's file: all of it, or its first layers alone, which are an encoder too.

Two readers of which one stops after a lower layer (an early exit: Schwartz et al. 2020) share one file.
CTranslate2 keeps variables one after another, each with its name: the file of the first layers is the
same without the variables of the others.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

FORMAT = 6
"""The edition of CTranslate2's binary format that is shipped; later libraries read it too."""
NO_ALIASES = struct.pack("<I", 0)
LAYER = re.compile(r"encoder/layer_(\d+)/")


def first_layers(file: bytes, depth: int) -> bytes:
    """The file (CTranslate2's model.bin) of an encoder's first `depth` layers.

    Raises ValueError where the bytes are no such file, hold fewer layers, or call one variable by
    several names (aliases, of which the shipped file has none).
    """
    try:
        start, end, variables = _contents(file)
    except (struct.error, UnicodeDecodeError) as error:
        raise ValueError(f"no encoder's file: {error}") from error
    if max((layer for layer, _, _ in variables), default=-1) < depth - 1:
        raise ValueError(f"an encoder of fewer than {depth} layers")
    if file[end:] != NO_ALIASES:
        raise ValueError("an encoder's file with aliases, or with something behind its end")
    kept = [file[a:b] for layer, a, b in variables if layer < depth]
    return b"".join([file[:start], struct.pack("<I", len(kept)), *kept, file[end:]])


def _contents(file: bytes) -> tuple[int, int, list[tuple[int, int, int]]]:
    """Where the number of variables stands, where they end, and (layer or -1, start, end) of each."""
    (edition,) = struct.unpack_from("<I", file)
    if edition != FORMAT:
        raise ValueError(f"CTranslate2's format {edition}, not {FORMAT}")
    start = _after_text(file, 4) + 4
    (count,) = struct.unpack_from("<I", file, start)
    variables = list(_variables(file, start + 4, count))
    return start, variables[-1][2] if variables else start + 4, variables


def _variables(file: bytes, at: int, count: int) -> Iterator[tuple[int, int, int]]:
    for _ in range(count):
        named = _after_text(file, at)
        found = LAYER.match(file[at + 2 : named].decode("ascii"))
        (rank,) = struct.unpack_from("<B", file, named)
        sized = named + 1 + 4 * rank + 1
        (size,) = struct.unpack_from("<I", file, sized)
        end = sized + 4 + size
        yield (int(found[1]) if found else -1), at, end
        at = end


def _after_text(file: bytes, at: int) -> int:
    """Where a text with its length before it ends."""
    (length,) = struct.unpack_from("<H", file, at)
    return at + 2 + int(length)
