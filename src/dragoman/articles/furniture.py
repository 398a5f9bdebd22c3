"""The lines of a page that nobody wrote as news: bylines, dates, credits, buttons, notices.

Every pattern must match a whole line. A pattern that could match a sentence of prose does not
belong here: a line marked in error hides what somebody said.
"""

from __future__ import annotations

import re

from dragoman.records import MarkKind

LONGEST = 300

_NAME = r"(?:[A-Z][\w.’'-]*|de|da|del|la|van|von|der|den|bin|ibn|al|el)"
_NAMES = rf"{_NAME}(?:\s+{_NAME}){{0,4}}"
_JOB = r"(?i:\s*[,|–—-]\s*[\w &.’'/-]{2,60})?"
_BYLINE = (
    rf"(?:By|BY|Written by|Analysis by|Story by|Words by|Report by)[: ]\s*{_NAMES}"
    rf"(?:(?:\s*,\s*|\s+(?:and|AND|&)\s+){_NAMES}){{0,6}}(?:\s+(?:in|for|at)\s+{_NAMES})?{_JOB}",
    r"(?i:by )?(?:staff (?:and agencies|writers?|reporters?)"
    r"|our (?:foreign )?(?:staff|correspondent))",
)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE_WORD = (
    r"(?:\d{4}-\d{2}-\d{2}(?:t[\d:.]+z?)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
    r"|\d{1,2}(?:[:.]\d{2}){1,2}(?:[ap]\.?m\.?)?|\d{1,2}[ap]\.?m\.?|\d{1,4}(?:st|nd|rd|th)?"
    rf"|{_MONTH}|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?|[ap]\.?m\.?"
    r"|gmt|utc|bst|[ecmp][sd]t|et|pt|cet|cest|ist|sast|aest|aedt|local time|[+-]\d{1,2}:?\d{2}"
    r"|at|on|and|the|ago|minutes?|mins?|hours?|hrs?|days?|today|yesterday|updated?|published|posted"
    r"|modified|last|first|created)"
)
# Atomic and possessive: a line of digits or commas must not be tried in all its divisions.
_DATE_WORDS = rf"(?:(?>{_DATE_WORD}(?![A-Za-z0-9])|[•|;:()/–—-])[\s,]*+)"
_DATELINE = (
    # A digit and no letter outside the words of a date.
    rf"(?=.*\d){_DATE_WORDS}{{2,24}}+",
    r"(?:last |first )?(?:updated?|published|posted|modified|created)(?: (?:on|at))?\s*:?\s+"
    rf"(?=.*\d|today|yesterday){_DATE_WORDS}{{1,24}}+",
)

_AGENCY = (
    r"(?:reuters|afp|ap|ap photo|epa|epa-efe|getty(?: images)?|anadolu(?: agency)?|aa|al jazeera"
    r"|tass|ria novosti|sputnik|xinhua|dpa|ani|pti|bloomberg|shutterstock|alamy|twitter|facebook"
    r"|instagram|screengrab|file(?: photo| image)?|handout|pool|courtesy|photo)"
)
_CAPTION = (
    r"(?:(?:file|handout|representative|archive|stock)\s+)?"
    r"(?:photo(?:graph)?s?|picture|image|pic|caption|credit)(?: credit)?s?"
    r"\s*(?::|/|\||\bby\b).{2,}",
    r"(?:file|handout|representative|stock|archive) (?:photo|image|picture|pic)\b.{0,200}",
    rf"(?:.{{0,240}}[^.!?”\"\s]\s*)?\[(?:[^\[\]]{{0,80}}[/:,]\s*)?{_AGENCY}"
    r"(?:[/ ,][^\[\]]{0,60})?\]",
    r".{0,240}\((?:ap photo|photo by|photo:|file photo|image:|getty images|reuters/|afp/)"
    r"[^()]{0,100}\)",
    rf"(?:[\w .’'-]{{2,40}}/\s*)?{_AGENCY}\s*/\s*[\w .’'/-]{{2,40}}",
    r"[\w .’'/-]{0,60}\bgetty images(?:\s+for [\w ]+)?",
)

_RIGHTS = (
    r"(?:copyright\b|©|\(c\)\s*\d{4}).{0,200}",
    r"(?:.{0,80}\. )?all rights reserved\.?(?: .{0,200})?",
    r"this material may not be published\b.{0,200}",
)
_CREDITS = (
    r"\(?(?:additional |further |original |with )?(?:reporting|writing|editing|research)"
    r" (?:and \w+ )?(?:by|from)[: ].{2,250}",
    r"(?:with|includes|contains) (?:files|material|reporting|additional reporting|inputs)"
    r" (?:from|by) .{2,120}",
    r"[^“”\"]{2,160} contributed (?:reporting )?to this (?:report|story|article)(?: .{0,60})?\.?",
    r"[A-Z][\w’'-]+ reported from [A-Z][\w’' -]+\.",
    r"this (?:story|article) (?:has been|was)"
    r" (?:automatically generated|edited for|(?:originally )?published (?:in|on|by|at))\b.{0,200}",
    r"(?:source|via)\s*:\s*[\w &.,’'/-]{2,60}",
    r"source(?: link)?",
)
_BUTTONS = (
    r"(?:read|see|watch|listen|learn|find out|discover) more"
    r"(?:\s*(?:[:.…>»|→]|here|on this|about|at|from|in our|stories).{0,160})?",
    r"(?:also |must |please )?(?:read|see|watch|listen|related|recommended|more|don[’']t miss)"
    r"(?: (?:also|now|live|next|this|here|stories|story|articles?|news|reading|coverage|topics?"
    r"|content|video|links?))?\s*[:|>»→].{0,160}",
    r"(?:related|recommended|trending|popular|top|latest|more)"
    r" (?:stories|articles|news|topics|content|videos?|links|now|reading|coverage)",
    r"most (?:read|popular|viewed)",
    r"read (?:the )?(?:rest|full (?:story|article|report|text)|original)"
    r"(?: (?:of|at|here|on|in).{0,80})?[.:]?",
    r"continue reading(?: .{0,60})?|keep reading|show more|view more|load more|loading\W*",
    r"(?:story continues|article continues|continues) (?:below|after).{0,60}",
    r"advert(?:isement|isment|ising)?s?(?: \d+)?|sponsored(?: content)?|promoted|partner content"
    r"|(?:scroll|skip) to (?:continue|content|main content|continue with content).{0,40}",
    r"share(?: (?:this|on|via|with|it|article|story|full article)(?: [^,]{0,40})?)?[.!:]?",
    r"(?:tweet|retweet|print|email|e-mail|comments?|save|bookmark|listen|subscribe|sign in|log in"
    r"|sign up|menu|search|close|home|next|previous|tags?|topics?|copy link|whatsapp|facebook"
    r"|twitter|linkedin|reddit|telegram|pinterest|view comments|leave a comment|post a comment)",
    r"sign up (?:for|to) (?:our|the|your|get|receive|daily|a|free|[A-Z]).{0,160}",
    r"subscribe (?:to|for|now|here|today|and) ?.{0,160}",
    r"(?:follow|like|join|find|visit|contact) (?:(?-i:us|Us)|us$|our|@\w+|the author|the page"
    r"|\w+ \w+ on (?:twitter|x|facebook|instagram|telegram|whatsapp))\b.{0,120}",
    r"(?:get|download|install) (?:our|the) (?:\w+ ){0,3}(?:app|newsletter|alerts)\b.{0,100}",
    r"(?:click|tap) (?:here|to|on the|the)\b.{0,160}",
    r"(?:we|this (?:site|website)) uses? cookies\b.{0,200}|accept (?:all )?cookies|cookie (?:policy"
    r"|settings|preferences)|privacy policy|terms (?:of (?:use|service)|and conditions)",
    r"article content|social sharing|up next|key events|.{0,200}\bback to video",
    r"(?:enjoying our latest|got a (?:news )?(?:story|tip)|have you (?:got )?a story)\b.{0,200}",
    r"(?:get in touch|log in or|for more stories like this)\b.{0,160}",
    r"get (?:daily|weekly|breaking|the latest|the day[’']s) .{0,60}(?:news|inbox|headlines)\.?",
    r"abstract\.?|full text\.?|enlarge this image|toggle caption|hide caption|image source.{0,80}",
    r"-{3,}|\*{3,}|_{3,}|={3,}|#{3,}|\*(?: \*){2,}|\d+ (?:min(?:ute)?s? read|comments?|shares?)",
)


def _whole(patterns: tuple[str, ...], flags: re.RegexFlag) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns), flags)


_RULES: tuple[tuple[MarkKind, re.Pattern[str]], ...] = (
    ("byline", _whole(_BYLINE, re.NOFLAG)),
    ("byline", _whole(_DATELINE, re.IGNORECASE)),
    ("furniture", _whole(_RIGHTS + _CREDITS + _BUTTONS, re.IGNORECASE)),
    ("caption", _whole(_CAPTION, re.IGNORECASE)),
)


_BUTTON = _whole(_BUTTONS, re.IGNORECASE)
_QUOTED = re.compile(r"[“”\"].*\b(?:said|says|told|added)\b|\b(?:said|says|told|added)\b.*[“”\"]")
_LINKS = re.compile(
    r"(?:more|related|recommended|trending|popular|top|latest|most|further|suggested|editor[’']s)\b"
    r"(?: (?:read|viewed|popular|shared|commented|from|on|by|in|stories|articles|news|topics"
    r"|content|videos?|links?|now|reading|coverage|like this|picks|posts|reads)\b.{0,40})?[:.]?"
    r"|read (?:more|also|next)[:.]?|also read[:.]?|you (?:may|might) (?:also )?like.{0,20}",
    re.IGNORECASE,
)


def is_button(line: str) -> bool:
    """Whether a line is a page's control, advertisement or pointer elsewhere."""
    if len(line) > LONGEST or _QUOTED.search(line):
        return False
    return _BUTTON.fullmatch(line) is not None


def opens_links(line: str) -> bool:
    """Whether a line heads a list of links to other articles."""
    return len(line) <= LONGEST and _LINKS.fullmatch(line) is not None


def kind_of(line: str) -> MarkKind | None:
    """What a line is by its words alone: byline, caption, furniture, or None for all else."""
    if len(line) > LONGEST or _QUOTED.search(line):
        return None
    return next((kind for kind, pattern in _RULES if pattern.fullmatch(line)), None)
