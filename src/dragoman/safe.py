"""Characters that no screen or file should be given raw, made visible."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def printable(text: str) -> str:
    """Control characters as their pictures (U+2400 on), lone surrogates and others as U+FFFD.

    Tabs and line ends stay. Nothing else is touched, and each character gives one character.
    """
    # Of what stands here `isprintable` knows all, and is many times as fast.
    return text if text.isprintable() else _CONTROL.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd"
