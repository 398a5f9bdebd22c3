"""Inputs drawn ahead in a thread, so that a slow source holds up nobody: neither answers nor workers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Any, Generic, TypeVar

AHEAD = 4
"""Inputs that wait to be taken: a document may have 20 MB."""
One = TypeVar("One")
_DONE = object()


class Pump(Generic[One]):
    """What an iterable gives, as far as it is there; a context manager, for it ends the thread."""

    def __init__(self, source: Iterable[One]) -> None:
        self._queue: Queue[Any] = Queue(maxsize=AHEAD)
        self._stopped = Event()
        self._error: BaseException | None = None
        self.is_done = False
        self._thread = Thread(target=self._run, args=(iter(source),), daemon=True)
        self._thread.start()

    def __enter__(self) -> Pump[One]:
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()

    def take(self, patience: float = 0.0) -> One | None:
        """The next one; None where none is there (yet, or any more: `is_done`). Raises what the source raised."""
        if self.is_done:
            return None
        try:
            one = self._queue.get(timeout=patience) if patience else self._queue.get_nowait()
        except Empty:
            return None
        if one is not _DONE:
            found: One = one
            return found
        self.is_done = True
        if self._error is not None:
            raise self._error
        return None

    def _run(self, source: Iterator[One]) -> None:
        try:
            for one in source:
                if not self._put(one):
                    return
        except BaseException as error:  # told by `take`, in the thread that asks
            self._error = error
        finally:
            self._put(_DONE)
            with suppress(Exception):
                getattr(source, "close", lambda: None)()

    def _put(self, one: Any) -> bool:
        while not self._stopped.is_set():
            with suppress(Full):
                self._queue.put(one, timeout=0.2)
                return True
        return False
