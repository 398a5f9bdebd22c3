from __future__ import annotations

from dragoman.reactions.deeds.framing import sentence_of
from dragoman.records import Mention, Span

TEXT = "Snow fell. Riot police in Osh drove protesters back, and Moscow said it had sent tents."


def _candidates(host: tuple[str, str] | None) -> list[tuple[str, tuple[str, ...]]]:
    at = TEXT.index("Moscow")
    mentions = [Mention(Span(at, at + 6), ("RUS",), "capital")]
    one = sentence_of(TEXT, Span(11, len(TEXT)), mentions, host)
    return [(c.span.of(one.text), c.codes) for c in one.candidates]


def test_who_may_act_are_actors_organs_of_the_host_people_and_who_opened_the_sentence() -> None:
    found = _candidates(("KGZ", "Kyrgyzstan"))
    assert ("police", ("KGZ",)) in found
    assert ("protesters", ("protesters",)) in found
    assert ("Moscow", ("RUS",)) in found
    assert ("it", ("RUS",)) in found


def test_without_a_host_its_police_are_nobodys() -> None:
    assert ("police", ("KGZ",)) not in _candidates(None)


def test_candidates_stand_in_order_and_never_twice() -> None:
    at = TEXT.index("Moscow")
    mentions = [Mention(Span(at, at + 6), ("RUS",), "capital")]
    spans = [c.span for c in sentence_of(TEXT, Span(11, len(TEXT)), mentions, None).candidates]
    assert spans == sorted(spans)
    assert not any(a.overlaps(b) for a, b in zip(spans, spans[1:], strict=False))
