"""Mails, such as press releases and newsletters: the text part, else the page in it; subject, sender and day."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from dragoman.articles.decode import normalise
from dragoman.errors import NotText


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail's body with its media type, and what its head says."""

    body: bytes
    media_type: str
    subject: str | None
    sender: str | None
    sent: datetime | None


def letter(body: bytes, name: str) -> Letter:
    """The letter in a mail; raises NotText for one without a text."""
    try:
        mail = message_from_bytes(body, policy=policy.default)
        part = mail.get_body(("plain", "html"))
        payload = part.get_payload(decode=True) if part else None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise NotText(f"{name} is no mail that can be read ({error}): give its text") from error
    if part is None or not isinstance(payload, bytes) or not payload.strip():
        raise NotText(f"{name} is a mail without a text: give what it has attached")
    charset = part.get_content_charset()
    told = part.get_content_type() + (f"; charset={charset}" if charset else "")
    return Letter(payload, told, _head(mail, "subject"), _sender(mail), _sent(mail))


def _head(mail: EmailMessage, name: str) -> str | None:
    with suppress(ValueError, LookupError, TypeError, AttributeError, IndexError):
        return " ".join(normalise(str(mail[name])).split()) if mail[name] else None
    return None


def _sender(mail: EmailMessage) -> str | None:
    name, address = parseaddr(_head(mail, "from") or "")
    return name or address.rpartition("@")[2] or None


def _sent(mail: EmailMessage) -> datetime | None:
    with suppress(ValueError, LookupError, TypeError, AttributeError, IndexError):
        found = mail["date"].datetime if mail["date"] else None
        return found if isinstance(found, datetime) else None
    return None
