"""Whom a pronoun that speaks means: "he" and "they" by the ranker, "it" by rules, "I" by the quotation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from operator import itemgetter

from dragoman.actors.bodies import opening, sentences_before
from dragoman.actors.candidates import PRONOUNS, Candidate, candidates
from dragoman.actors.given import given_gender
from dragoman.actors.introduced import by_predicate, carried, decided_at, for_pronoun, in_full, who
from dragoman.actors.phrases import WORD, listed, surname
from dragoman.actors.ranker import IT, Ranker, ask
from dragoman.actors.scene import Decided, Scene, gender, is_same
from dragoman.records import Span

LONGEST_SUBJECT = 90
"""Characters of a subject that is looked at as a whole."""
LEAST, AGREED = 0.55, 0.2
"""The share that a candidate needs to be whom "they" means, and where the rules say the same."""
SURE = 0.65
"""What a person needs to be whom "he" or "she" means: of persons more is known, and more may be asked."""
PERSONS = frozenset({"name", "person"})
CLAUSE = 10
"""Words behind a pronoun that are surely of its own clause; further on another may have begun."""
OPENING = 25
"""Characters within which the subject of a sentence begins."""


def is_pronoun(words: Sequence[str]) -> bool:
    """Whether a source is a pronoun and no more."""
    return len(words) == 1 and listed(words[0], *PRONOUNS)


def is_first_person(words: Sequence[str]) -> bool:
    """Whether the words are "I" or "we"."""
    return len(words) == 1 and listed(words[0], "first_person")


def pronoun(scene: Scene, at: Span, ranker: Ranker | None) -> Decided | None:
    """Whom the pronoun at a span means; None where that is not sure. Without a ranker, rules alone tell."""
    word = at.of(scene.text)
    if listed(word, "relative_pronouns"):
        return _right_before(scene, at)
    if listed(word, "first_person"):
        return _speaking(scene, at)
    return None if listed(word, "addressed") else _third(scene, at, word, ranker)


def _right_before(scene: Scene, at: Span) -> Decided | None:
    """Who is named right before "who": "the doctor who said", "Ana Ruiz, who said"."""
    for one in candidates(scene, at):
        if scene.text[one.last.span.end : at.start] in (" ", ", "):
            return one.last.decided or _ranked(scene, one)
    return None


def _speaking(scene: Scene, at: Span) -> Decided | None:
    """Who says "I": whoever says the words around it; the article's own "I" is nobody who is named."""
    here = scene.speaking(at.start)
    return carried(here, at, "pronoun", "") if here else None


def _third(scene: Scene, at: Span, word: str, ranker: Ranker | None) -> Decided | None:
    """Whom "he" or "they" means: what the ranker is sure of; the rules for "it", for which it is not."""
    named = _named_behind(scene, at)
    rule = by_rules(scene, at, word)
    rule = None if rule and rule.found.name and _is_named(rule.found.name, named) else rule
    asked = ask(scene, at, rule)
    if ranker is None or asked is None or asked.number == IT:
        return rule
    shares = list(ranker.rank(scene, asked))
    least = LEAST
    if listed(word, "person_pronouns"):
        shares, least = _of_persons(scene, shares), SURE
    shares = _possible(scene, shares, named)
    best, share = max(shares, key=itemgetter(1), default=(None, 0.0))
    agreed = best is not None and rule is not None and best.named(rule.mention)
    if best is None or share < (AGREED if agreed else least):
        return None
    if agreed:
        return rule
    decided = next((p.decided for p in reversed(best.places) if p.decided), None)
    return carried(decided or _ranked(scene, best), at, "pronoun", word)


def _possible(
    scene: Scene, shares: Sequence[tuple[Candidate, float]], named: frozenset[tuple[str, str]]
) -> list[tuple[Candidate, float]]:
    """The candidates that are not named behind the pronoun; to them falls what fell to the others."""
    kept = [
        (one, share)
        for one, share in shares
        if not any(_is_named(p.span.of(scene.text), named) for p in one.places if p.kind == "name")
    ]
    lost = sum(share for _, share in shares) - sum(share for _, share in kept)
    return [(one, share / max(1.0 - lost, share, 1e-6)) for one, share in kept] if lost else kept


def _named_behind(scene: Scene, at: Span) -> frozenset[tuple[str, str]]:
    """The names behind a pronoun in its sentence: "he said that Ruiz would" is not said by Ruiz.

    A pronoun never means whom its own clause names after it (principle C of binding: Chomsky 1981). Given name, if
    one stands there, and surname: "Hilda Ruiz" may well be named by Bruno Ruiz.
    """
    end = scene.sentence(at.start).end
    found = WORD.finditer(scene.text, at.end, max(at.end, end))
    words = [word.group() for word in islice(found, CLAUSE)]
    pairs = zip(["", *words], words, strict=False)
    return frozenset(
        (before.lower() if given_gender(before) else "", _surname(word))
        for before, word in pairs
        if word[0].isupper()
    )


def _is_named(name: str, named: frozenset[tuple[str, str]]) -> bool:
    """Whether a person is among the names behind a pronoun."""
    own = {word.lower() for word in WORD.findall(name)}
    return any(last == _surname(name) and (not given or given in own) for given, last in named)


def _surname(name: str) -> str:
    """The surname as WORD cuts it, in lower case."""
    words = WORD.findall(surname(name))
    return str(words[-1]).lower() if words else name.lower()


def _of_persons(
    scene: Scene, shares: Sequence[tuple[Candidate, float]]
) -> list[tuple[Candidate, float]]:
    """The candidates that are persons; a name and its apposition are one: "Ana Lee, a nurse, said she".

    What fell to bodies falls to them, in the same proportion.
    """
    lost = sum(share for one, share in shares if one.kind not in PERSONS)
    out: list[tuple[Candidate, float]] = []
    for one, share in sorted(shares, key=lambda s: s[0].last.span):
        if one.kind not in PERSONS:
            continue
        whole = share / max(1.0 - lost, share)
        before = out[-1][0] if out else None
        if before and {one.kind, before.kind} == PERSONS and _are_apposed(scene, before, one):
            named = one if one.kind == "name" else before
            out[-1] = (named, out[-1][1] + whole)
        else:
            out.append((one, whole))
    return out


def _are_apposed(scene: Scene, one: Candidate, other: Candidate) -> bool:
    """Whether the last places of two candidates stand side by side, a comma between them or none."""
    return scene.text[one.last.span.end : other.last.span.start] in (", ", " ")


def _ranked(scene: Scene, one: Candidate) -> Decided:
    """Who a candidate is that has not spoken before."""
    place = max(one.places, key=lambda p: (p.kind == one.kind, p.span))
    if one.kind == "name":
        mention, found = who(scene, place.span)
    else:
        mention, found = in_full(scene, place.span, None)
    return decided_at(place.span, mention, found, mention.of(scene.text))


def by_rules(scene: Scene, at: Span, word: str) -> Decided | None:
    """The last speaker of the pronoun's kind, or who opens its sentence or the one before."""
    person = listed(word, "person_pronouns")
    before = scene.last(at.start, person=person, gender=gender(word) if person else None)
    near = _subject(scene, at, person)
    near = None if is_same(near, scene.speaking(at.start)) else near
    if near is None and before is None and person:
        near = for_pronoun(scene, at, word)
    near = None if near and scene.is_barred(near.mention) else near
    if near and (before is None or before.at.start < near.at.start):
        return carried(near, at, "pronoun", word)
    return carried(before, at, "pronoun", word) if before else None


def _subject(scene: Scene, at: Span, person: bool) -> Decided | None:
    """The actor that opens the pronoun's sentence, or the sentence before, and fits the pronoun."""
    for sentence in sentences_before(scene, at, 2):
        opened = None if person else _opening(scene, sentence, at)
        if opened:
            return opened
        stop = min(at.start, sentence.start + OPENING)
        for mention in scene.before(stop, sentence.start):
            if mention.head and (mention.form == "person") == person:
                full, found = in_full(scene, mention.span, None)
                if person and not found.role:
                    found = by_predicate(scene, mention.span) or found
                if found.actors:
                    return Decided(mention.span, full, found, person, None)
    return None


def _opening(scene: Scene, sentence: Span, at: Span) -> Decided | None:
    """The body or the bodies whose name opens a sentence: "Kenya's disaster agency was asked"."""
    words = WORD.finditer(scene.text, sentence.start, sentence.end)
    verb = next((w for w in words if listed(w.group(), "auxiliaries")), None)
    if verb and sentence.start < verb.start() <= sentence.start + LONGEST_SUBJECT:
        subject = Span(sentence.start, len(scene.text[: verb.start()].rstrip()))
        found = scene.resolve(subject.of(scene.text))
        if found.actors and subject.end < at.start:
            return Decided(subject, subject, found, False, None)
    opened = opening(scene, sentence, at.start)
    return None if opened and opened.person else opened
