"""Posts on social networks under the name of their account: "… — Ada Brekke (@adabrekke) March 3"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.records import Article
from dragoman.statements.layouts.labels import POSTED
from dragoman.statements.layouts.laid import Laid
from dragoman.statements.layouts.lines import Line, first_person, is_quoted
from dragoman.statements.layouts.names import names
from dragoman.statements.phrases import either, lists

LONGEST = 400
"""Characters that a paragraph above an account's name may have to be taken for its post."""

_ACCOUNT = re.compile(
    r"(?P<name>[^\W\d_][^@\n]{1,60}?)\s(?:[✓✔☑✅]\ufe0f?\s)?@\w{2,30}(?:\s[·•|]\s.{1,20})?"
)


def posted(article: Article, lines: Sequence[Line]) -> Iterator[Laid]:
    """The posts that are signed by an account, in the same paragraph or above, or stand below one."""
    for number, line in enumerate(lines):
        found = _signature().search(line.text)
        head = line.text.partition("\n")[0]
        account = _ACCOUNT.fullmatch(head)
        if found and names(found["name"]):
            said = line.part(0, found.start())
            above = lines[number - 1] if number else None
            if not len(said) and above and _reads_as_post(article.text, above):
                said = above.span
        elif account and names(account["name"]) and (head != line.text or number + 1 < len(lines)):
            found = account
            said = line.part(len(head)) if head != line.text else lines[number + 1].span
        else:
            continue
        if len(said):
            yield Laid((said,), line.part(*found.span("name")), POSTED, own=True)


def _reads_as_post(text: str, line: Line) -> bool:
    if line.kind is not None or len(line.text) > LONGEST or line.text.endswith(":"):
        return False
    marked = any(mark in line.text for mark in lists("layouts")["post_marks"])
    return marked or first_person(line.text) or is_quoted(text, line.span)


@cache
def _signature() -> re.Pattern[str]:
    months = either(word.capitalize() for word in lists("layouts")["months"])
    day = rf"(?:(?:{months})\.?\s\d{{1,2}}|\d{{1,2}}\s(?:{months})\.?)(?:,?\s\d{{4}})?"
    return re.compile(
        rf"(?:^|(?<=\s))[–—-]{{1,2}}\s?(?P<name>[^\W\d_][^–—@()\n]{{1,60}})\s\(@\w{{2,30}}\)"
        rf"(?:,?\s{day})?\.?$"
    )
