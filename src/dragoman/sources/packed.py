"""Zip and tar archives: their members as if they lay in a folder, read one by one and never written to disk."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from dragoman.errors import Hostile, InputError
from dragoman.sources.base import CHUNK, MAX_BYTES, MAX_RATIO, Item, unpacked

MOST = 200_000
"""Members of one archive."""
MOST_BYTES = 20_000_000_000
"""Bytes that all members of one archive may unpack to."""

Opened = Callable[[BinaryIO, str], Iterator[Item]]
"""What makes documents of a member: its bytes as a stream, and its name."""
Wanted = Callable[[str], bool]
"""Whether a member is read, by its name: a picture or a film is not even unpacked."""


def zipped(stream: BinaryIO, name: str, opened: Opened, wanted: Wanted) -> Iterator[Item]:
    """The documents of a zip's members that are wanted; raises InputError where it is no zip."""
    try:
        held = zipfile.ZipFile(stream)
    except Exception as error:  # zipfile raises what it likes
        raise InputError(f"{name} is no zip file ({error}): fetch it again") from error
    if len(held.infolist()) > MOST:
        raise Hostile(f"{name} holds more than {MOST:,} members and was set aside: split it")
    total = 0
    for member in held.infolist():
        if member.is_dir() or _is_hidden(member.filename):
            continue
        where = f"{name}/{member.filename}"
        if not wanted(where):
            continue
        try:
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise InputError(
                    f"{where} is packed in a way that cannot be unpacked safely: unpack it yourself"
                )
            with held.open(member) as inner:
                body = unpacked(cast("BinaryIO", inner), member.compress_size, where)
        except Exception as error:  # the same
            yield _told(error, where)
            continue
        total += len(body)
        _check_total(total, name)
        yield from opened(io.BytesIO(body), where)


def tarred(stream: BinaryIO, name: str, opened: Opened, wanted: Wanted) -> Iterator[Item]:
    """The documents of a tar's members, packed or not; raises InputError where it is no tar or ends too early."""
    counted = _Counted(stream)
    packed = _unpacking(counted, name)
    total = 0
    try:
        with tarfile.open(fileobj=packed, mode="r|") as held:
            for number, member in enumerate(held):
                if number >= MOST:
                    raise Hostile(f"{name} holds more than {MOST:,} members: split it")
                if not member.isfile() or _is_hidden(member.name):
                    continue
                where = f"{name}/{member.name}"
                if not wanted(where):
                    continue
                total += member.size
                _check_total(total, name)
                if member.size > MAX_BYTES:
                    yield Hostile(f"{where} is larger than any article and was set aside")
                    continue
                inner = held.extractfile(member)
                if inner is not None:
                    yield from opened(io.BytesIO(inner.read()), where)
    except InputError:
        raise
    except Exception as error:  # tarfile and the unpackers raise what they like
        raise InputError(f"{name} is damaged, or no tar file ({error}): fetch it again") from error


class _Counted(io.RawIOBase):
    """A stream that counts what was read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        found = self._stream.read(-1 if size is None else size)
        self.count += len(found)
        return found


def _unpacking(counted: _Counted, name: str) -> BinaryIO:
    """The tar inside gzip, bzip2 or xz, by its name."""
    low = name.lower()
    if low.endswith((".tgz", ".gz")):
        return cast(
            "BinaryIO", _Guarded(cast("BinaryIO", gzip.GzipFile(fileobj=counted)), counted, name)
        )
    if low.endswith((".bz2", ".tbz2")):
        import bz2  # noqa: PLC0415

        return cast("BinaryIO", _Guarded(cast("BinaryIO", bz2.BZ2File(counted)), counted, name))
    if low.endswith((".xz", ".txz")):
        import lzma  # noqa: PLC0415

        return cast(
            "BinaryIO",
            _Guarded(cast("BinaryIO", lzma.LZMAFile(cast("BinaryIO", counted))), counted, name),
        )
    return cast("BinaryIO", counted)


class _Guarded(io.RawIOBase):
    """A stream that unpacks: raises Hostile once it gives absurdly more than it takes."""

    def __init__(self, stream: BinaryIO, counted: _Counted, name: str) -> None:
        self._stream, self._counted, self._name = stream, counted, name
        self._given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = CHUNK) -> bytes:
        found = self._stream.read(CHUNK if size is None or size < 0 else size)
        self._given += len(found)
        if self._given > MAX_BYTES and self._given > MAX_RATIO * self._counted.count:
            raise Hostile(
                f"{self._name} unpacks to {MAX_RATIO} times its size, as no text does, and was set aside"
            )
        return found


def _check_total(total: int, name: str) -> None:
    if total > MOST_BYTES:
        raise Hostile(
            f"{name} unpacks to more than {MOST_BYTES // 10**9} GB and was left: split it"
        )


def _is_hidden(member: str) -> bool:
    parts = [part for part in member.split("/") if part not in (".", "..")]
    return any(part.startswith((".", "__MACOSX")) for part in parts)


def _told(error: Exception, where: str) -> InputError:
    if isinstance(error, InputError):
        return error
    return InputError(f"{where} cannot be unpacked ({error}): unpack it yourself")
