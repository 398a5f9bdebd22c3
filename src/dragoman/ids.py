"""Ids that come from inputs alone, so that the same input always has the same id."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from urllib.parse import urlsplit

LENGTH = 16


def digest(*parts: object) -> str:
    """A hex digest of `LENGTH` characters over the parts, kept apart by a byte no text holds."""
    joined = "\x00".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def canonical(address: str) -> str | None:
    """An http address without trackers and fragment; None for what is no such address."""
    with suppress(ValueError):
        parts = urlsplit(address.strip())
        if parts.scheme in ("http", "https") and parts.hostname:
            from courlan import normalize_url  # noqa: PLC0415  slow to import, not needed for files

            return str(normalize_url(parts._replace(fragment="").geturl()))
    return None
