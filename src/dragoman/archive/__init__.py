"""Where results are kept: `base` says what can be written and read, `memory` is its simplest form."""

from dragoman.archive.base import View, Writer
from dragoman.archive.memory import Memory

__all__ = ["Memory", "View", "Writer"]
