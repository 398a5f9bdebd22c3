"""Ids that come from inputs alone, so that the same input always has the same id."""

from __future__ import annotations

import hashlib

LENGTH = 16


def digest(*parts: object) -> str:
    """A hex digest of `LENGTH` characters over the parts, kept apart by a byte no text holds."""
    joined = "\x00".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
