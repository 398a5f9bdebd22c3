"""Bytes to text: which encoding, and is it text at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.errors import NotText

REPLACEMENT = "\ufffd"
SAMPLE = 65_536
MOSTLY_ASCII = 0.12
"""Share of bytes over 127 up to which Latin letters are assumed: other scripts have more than half."""

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC = {
    b"%PDF-": "a PDF", b"PK\x03\x04": "a zip or office file", b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image", b"GIF8": "a GIF image", b"\x1f\x8b": "gzip-packed",
    b"\x7fELF": "a program", b"\xd0\xcf\x11\xe0": "an old office file", b"{\\rtf": "an RTF file",
}  # fmt: skip
# What pages and files really use, by the names they give it; Python knows text codecs that
# unpack archives or run escapes, so that a declared name is never looked up as it comes.
_DECLARED = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "latin-1": "cp1252", "windows-1252": "cp1252", "cp1252": "cp1252",
    "iso-8859-15": "iso8859_15", "iso-8859-2": "iso8859_2", "iso-8859-5": "iso8859_5",
    "iso-8859-7": "iso8859_7", "iso-8859-9": "cp1254", "windows-1250": "cp1250",
    "windows-1251": "cp1251", "windows-1253": "cp1253", "windows-1254": "cp1254",
    "windows-1255": "cp1255", "windows-1256": "cp1256", "windows-1257": "cp1257",
    "koi8-r": "koi8_r", "koi8-u": "koi8_u", "shift_jis": "cp932", "shift-jis": "cp932",
    "euc-jp": "euc_jp", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030",
    "big5": "big5", "euc-kr": "cp949", "macintosh": "mac_roman",
}  # fmt: skip
_GUESSED = sorted(set(_DECLARED.values()))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UNSEEN = " \t\n\v\f\r\u00a0\u200b\u2060\ufeff" + REPLACEMENT
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in, and how many of its bytes could not be read."""

    text: str
    encoding: str
    unreadable: int = 0


def decode(body: bytes, name: str, declared: str = "") -> Decoded:
    """The text of `body`: by its byte-order mark, as UTF-8, as declared, or by its letters.

    `declared` is a media type; a page's own meta is looked up too where the type is HTML. Line
    ends become newlines, lone surrogates and NULs U+FFFD. Raises NotText for what is empty, binary
    or in no encoding that can be told.
    """
    _refuse_binary(body, name)
    found = _by_mark(body) or _as_utf8(body) or _as_declared(body, declared) or _guessed(body)
    if found is None:
        raise NotText(f"{name} is in no encoding that can be told: save it as UTF-8")
    _refuse_controls(found, name)
    text = normalise(found.text)
    refuse_empty(text, name)
    return Decoded(text, found.encoding, found.unreadable)


def normalise(text: str) -> str:
    """Line ends to newlines, a byte-order mark removed, lone surrogates and NULs to U+FFFD."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATES.sub(REPLACEMENT, text.replace("\x00", REPLACEMENT))


def refuse_empty(text: str, name: str) -> None:
    """Raises NotText for a text without any visible character."""
    if not text.strip(_UNSEEN):
        raise NotText(f"{name} is empty: there is nothing to read in it")


def _refuse_binary(body: bytes, name: str) -> None:
    for magic, kind in _MAGIC.items():
        if body.startswith(magic):
            raise NotText(f"{name} is {kind}, not text: give its text or the web page")


def _refuse_controls(found: Decoded, name: str) -> None:
    """A stray control character in UTF-8 is a slip; among bytes of no clear encoding, a binary."""
    share = 0.1 if found.encoding.startswith("utf") else 0.005
    if len(_CONTROLS.findall(found.text)) > share * len(found.text):
        raise NotText(f"{name} is binary, not text: give its text or the web page")


def _by_mark(body: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(encoding, "replace")
            return Decoded(text, encoding, text.count(REPLACEMENT))
    return _unmarked_wide(body)


def _unmarked_wide(body: bytes) -> Decoded | None:
    """UTF-16 without its mark: in Latin script every second byte is NUL."""
    head = body[:SAMPLE]
    half = len(head) // 2
    for encoding, nul, other in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if half and head[nul::2].count(0) > half * 0.7 and head[other::2].count(0) < half * 0.05:
            text = body.decode(encoding, "replace")
            return Decoded(text, encoding, text.count(REPLACEMENT))
    return None


def _as_utf8(body: bytes) -> Decoded | None:
    """UTF-8, also where a few bytes of it are damaged; not where most that is not ASCII is."""
    try:
        return Decoded(body.decode("utf-8", "surrogatepass"), "utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    bad = text.count(REPLACEMENT) - body.count(REPLACEMENT.encode())
    good = sum(1 for char in text if char > "\x7f") - text.count(REPLACEMENT)
    return Decoded(text, "utf-8", bad) if good > 4 * bad else None


def _as_declared(body: bytes, declared: str) -> Decoded | None:
    names = _CHARSET.findall(declared.encode("ascii", "ignore"))
    if "html" in declared.lower():
        names += _CHARSET.findall(body[:4096])
    for name in names:
        encoding = _DECLARED.get(name.decode().lower())
        if encoding and (found := _strictly(body, encoding)):
            return found
    return None


def _strictly(body: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(body.decode(encoding), encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _guessed(body: bytes) -> Decoded | None:
    """Mostly ASCII is taken for cp1252, the old encoding of English; the rest by its letters."""
    if sum(1 for byte in body[:SAMPLE] if byte > 0x7F) < MOSTLY_ASCII * len(body[:SAMPLE]) and (
        found := _strictly(body, "cp1252")
    ):
        return found
    from charset_normalizer import from_bytes  # noqa: PLC0415  slow to import, seldom needed

    best = from_bytes(body[:SAMPLE], cp_isolation=_GUESSED).best()
    return _strictly(body, best.encoding) if best else None
