"""What stands around a date expression: whether it is a name or a number instead, and the tense."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.languages._cursor import DASHES, Cursor, DateWords
from dragoman.languages._meanings import Meaning, Tense
from dragoman.languages._tokens import Token

_FARTHEST = 60
_EMPTY = Token("", "", "", 0, 0)


@dataclass(frozen=True, slots=True)
class Place:
    """An expression in its text: the tokens from `at` to `end` and what they mean."""

    cursor: Cursor
    at: int
    end: int
    meaning: Meaning

    @property
    def first(self) -> Token:
        return self.cursor.tokens[self.at]

    def token(self, index: int) -> Token:
        """The token at an index of the text, an empty one outside."""
        return self.cursor.around(index) or _EMPTY

    @property
    def before(self) -> Token:
        return self.token(self.at - 1)

    @property
    def after(self) -> Token:
        return self.token(self.end)

    @property
    def single(self) -> bool:
        """Whether it is one word, the dot of an abbreviation not counted."""
        return self.end - self.at == 1 or (self.end - self.at == 2 and self.is_dotted)

    @property
    def is_dotted(self) -> bool:
        return self.token(self.end - 1).low == "."

    def listed(self, token: Token, name: str) -> bool:
        """Whether a token is in the word list [dates.names] of this name."""
        return token.low in self.cursor.words.names[name]


def is_name(place: Place) -> bool:
    """Whether the words around say that this is no date: a name, a verb, a paper, a count."""
    if place.after.capital and place.listed(place.after, "named_after"):
        return True
    if _in_code(place) or place.listed(place.before, "numbered"):
        return place.first.kind in ("number", "ordinal", "dmy", "iso") or _in_code(place)
    if _month_at(place) is not None:
        return _month_is_name(place)
    if _season_noun(place) and place.after.low == "of":
        return True
    return _word_is_name(place) if place.single else False


def _word_is_name(place: Place) -> bool:
    """Whether a single weekday, decade, season, year or "Today" is part of a name."""
    low, words = place.first.low, place.cursor.words
    if low in words.weekdays:
        return _weekday_is_name(place)
    if place.first.kind == "decade":
        return len(low.strip("'’")) < 5 and not low.startswith(("'", "’"))
    if low in words.seasons:
        named = place.before.capital or (place.after.capital and not _season_cue(place))
        return named or place.after.low == "of"
    if place.first.kind == "number":
        return _is_treaty(place)
    return low == "today" and place.first.capital and place.before.capital


def is_dated(place: Place) -> bool:
    """Whether a word that is often no date has a sign that it is one here."""
    if place.meaning.policy == "coming":
        return tense(place.cursor, place.at, place.end, "") == "future"
    if (month := _month_at(place)) is not None:
        cue = place.token(month - 1)
        signed = place.listed(cue, "strong") or place.listed(cue, "weak") or month > place.at
        plain = not place.listed(place.token(month), "doubtful_months")
        return signed or (plain and place.token(month).capital)
    if place.single and place.listed(place.first, "doubtful_weekdays"):
        signed = place.listed(place.before, "strong") or place.before.low in ("on", "by")
        return place.first.capital and (place.is_dotted or signed)
    if place.single and place.first.kind in ("number", "short"):
        return place.listed(place.before, "year_before")
    season = place.single and place.first.low in place.cursor.words.seasons
    return _season_cue(place) or not (season or _season_noun(place))


def _in_code(place: Place) -> bool:
    """Whether a number hangs on what stands before it (COVID-19, 3/4 May)."""
    cursor, at = place.cursor, place.at
    if place.first.kind not in ("number", "ordinal", "decade") or not cursor.adjacent(at):
        return False
    if place.before.low in DASHES:
        word = place.token(at - 2)
        prefix = word.low in ("pre", "post", "mid", "early", "late") or word.kind != "word"
        return cursor.adjacent(at - 1) and not prefix
    return place.before.kind in ("word", "number") or place.before.low in ("/", "#", "$", "€", "£")


def _month_at(place: Place) -> int | None:
    """Where the month stands if the expression is a bare month, "by" before it or not."""
    months = place.cursor.words.months
    if place.single and place.first.low in months:
        return place.at
    lead = place.first.low in ("by", "through", "that") and place.end - place.at == 2
    return place.at + 1 if lead and place.token(place.at + 1).low in months else None


def _month_is_name(place: Place) -> bool:
    at = _month_at(place) or place.at
    month, before = place.token(at), place.token(at - 1)
    strong = place.listed(before, "strong") and not (before.low == "to" and not month.capital)
    if strong or not place.listed(month, "doubtful_months"):
        return False
    if not month.capital:
        return place.listed(month, "verbs")
    named = _names_someone(place.cursor, at)
    return named or month.low in _someone(place.cursor)


def _someone(cursor: Cursor) -> frozenset[str]:
    """The months whose words are someone's name anywhere in the text."""
    if cursor.someone is None:
        doubtful = cursor.words.names["doubtful_months"]
        cursor.someone = frozenset(
            token.low
            for at, token in enumerate(cursor.tokens)
            if token.low in doubtful and token.capital and _names_someone(cursor, at)
        )
    return cursor.someone


def _names_someone(cursor: Cursor, at: int) -> bool:
    """Whether a capitalised month is a person or a march: Theresa May, May said, April Ryan."""
    names, before, after = cursor.words.names, cursor.around(at - 1), cursor.around(at + 1)
    titled = before is not None and before.low in names["titles"]
    dotted = before is not None and before.low == "." and _title_dot(cursor, at - 2)
    if titled or dotted or (before is not None and _is_given_name(cursor, before, at)):
        return True
    if after is None or (before is not None and before.low in names["strong"]):
        return False
    if after.low in names["verbs_after"]:
        return True
    if cursor.tokens[at].low == "march" and after.low in names["march_after"]:
        return True
    if after.kind == "possessive":
        return cursor.tokens[at].low == "may"
    return after.capital and not _date_word(cursor.words, after) and not after.text.isupper()


def _title_dot(cursor: Cursor, at: int) -> bool:
    token = cursor.around(at)
    return token is not None and token.low in cursor.words.names["titles"]


def _is_given_name(cursor: Cursor, before: Token, at: int) -> bool:
    """Whether the capitalised word before a month may be a first name; "The" and "On" are not."""
    names = cursor.words.names
    common = before.low in names["strong"] | names["weak"] | names["year_before"]
    digits = (token := cursor.around(at + 1)) is not None and token.kind in ("number", "ordinal")
    return before.capital and not common and not digits and not _date_word(cursor.words, before)


def _date_word(words: DateWords, token: Token) -> bool:
    low = token.low
    return low in words.months or low in words.weekdays or low in words.relative


def _weekday_is_name(place: Place) -> bool:
    """The Sunday Times, Mail on Sunday, Black Friday, Friday prayers, every Friday."""
    before, after = place.before, place.after
    if after.capital and place.listed(after, "papers"):
        return True
    if before.low == "on" and place.listed(place.token(place.at - 2), "papers_on"):
        return place.token(place.at - 2).capital and place.first.capital
    if place.listed(after, "worship"):
        return not place.listed(before, "worship_before")
    if before.capital and place.first.capital and place.listed(before, "coined"):
        return True
    if before.low in ("every", "each") or place.listed(before, "weekday_before_name"):
        return True
    opens = not before.kind or before.kind == "gap" or before.low in (".", "“", '"', "!", "?")
    given = place.listed(place.first, "first_names") and after.capital
    paper = before.low == "the" and not place.is_dotted
    lone = paper or not place.first.capital
    short = place.listed(place.first, "doubtful_weekdays") and lone
    return short or bool(opens and given and not _date_word(place.cursor.words, after))


def _season_noun(place: Place) -> bool:
    last = place.token(place.end - 1)
    article = place.end - place.at == 2 and place.first.low == "the"
    return article and last.low in place.cursor.words.seasons


def _season_cue(place: Place) -> bool:
    return place.listed(place.before, "season_cues")


def _is_treaty(place: Place) -> bool:
    """Whether a year belongs to the name of a treaty: the 1951 Refugee Convention."""
    following = [place.token(place.end + n) for n in range(4)]
    for number, token in enumerate(following):
        if place.listed(token, "treaty"):
            return True
        if not token.capital and number:
            return False
    return False


def tense(cursor: Cursor, at: int, end: int, unit: str) -> Tense | None:
    """The tense of the nearest verb before an expression, else of the first after it."""
    if unit == "day" and _set_for(cursor, at, end):
        return "future"
    for index in range(at - 1, max(-1, at - _FARTHEST), -1):
        if (found := _sign(cursor, index)) is not None:
            return found
    for index in range(end, min(len(cursor.tokens), end + _FARTHEST)):
        if (found := _sign(cursor, index)) is not None:
            return found
    return None


def _set_for(cursor: Cursor, at: int, end: int) -> bool:
    """Whether something is fixed for the day ("a rally for Friday", not "for Friday's attack")."""
    before, after = cursor.around(at - 1), cursor.around(end)
    ahead = (cursor.around(at - 2) or _EMPTY).low == "ahead" and before is not None
    if before is None or not (before.low == "for" or (ahead and before.low == "of")):
        return False
    return ahead or after is None or after.kind in ("mark", "gap")


def _sign(cursor: Cursor, at: int) -> Tense | None:
    """The tense that one word shows, None where it shows none."""
    words, token = cursor.words.tense, cursor.tokens[at]
    before, after = cursor.around(at - 1) or _EMPTY, cursor.around(at + 1) or _EMPTY
    if token.kind != "word" or (token.low == "may" and token.capital):
        return None
    if token.low == "to":
        return "future" if before.low in words["future_before_to"] else None
    if token.low in words["effect"]:
        return "future" if before.low in words["future_before_effect"] else None
    if token.low in ("could", "can"):
        return "past" if after.low in ("not", "have") else "future"
    if token.low in words["future"] or token.low == "may":
        return "past" if after.low == "have" and token.low in _PERFECT else _future(token, after)
    return "past" if _is_past(words, token, before) else _progressive(token, before)


_PERFECT = ("would", "should", "might", "must", "may")


def _future(token: Token, after: Token) -> Tense | None:
    """Future for all words of the list; "set" only before "for" and "to"."""
    return None if token.low == "set" and after.low not in ("for", "to") else "future"


def _is_past(words: dict[str, frozenset[str]], token: Token, before: Token) -> bool:
    low = token.low
    regular = len(low) > 3 and low.endswith("ed") and low.isascii() and token.text[1:].islower()
    if low in words["not_past"] or (token.capital and before.kind == "word"):
        return False
    return (regular or low in words["past"]) and before.low not in words["auxiliary"]


def _progressive(token: Token, before: Token) -> Tense | None:
    """Future for "is meeting", "are holding": with a date they tell a plan."""
    return "future" if before.low in ("is", "are") and token.low.endswith("ing") else None
