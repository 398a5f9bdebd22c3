from __future__ import annotations

import pytest

from dragoman.roundup import compose
from dragoman.roundup.page import Section
from tests.roundup.story import MARCH, archive
from tests.roundup.test_compose import HOST, of, says, section

WORDS = (
    "the harbour closes to all trade",
    "soldiers guard every bakery",
    "its envoy lost a suitcase",
)


def turned(*days: tuple[int, str], who: str = "CHN", of_whom: str | None = "VLD") -> Section:
    told = [
        of(
            f"China said {WORDS[n]}.",
            says(
                WORDS[n],
                who,
                posture=posture,
                on=MARCH[d],
                types=("condemn" if posture == "critical" else "support",),
                targets=(of_whom,) if of_whom else (),
            ),
        )
        for n, (d, posture) in enumerate(days)
    ]
    return section(compose(archive(*told), HOST), who)


def test_a_shift_is_from_the_first_day_to_the_last() -> None:
    shift = turned((3, "backs"), (4, "none"), (5, "critical")).shift
    assert shift is not None
    assert (shift.before, shift.after) == ("backs", "critical")


def test_support_of_nobody_who_is_named_is_no_side_to_turn_from() -> None:
    assert turned((3, "backs"), (5, "critical"), of_whom=None).shift is None


@pytest.mark.parametrize(
    ("acts", "turns"),
    [
        ([(3, "non-interference"), (5, "condemn")], True),
        ([(3, "non-interference"), (3, "condemn")], False),
        ([(5, "non-interference"), (3, "condemn")], False),
        ([(3, "non-interference"), (5, "condemn"), (6, "non-interference")], False),
        ([(3, "non-interference"), (5, "concern")], False),
        ([(3, "non-interference"), (5, "condemn", "USA")], False),
        ([(3, "non-interference"), (5, "condemn", "perpetrators")], True),
    ],
)
def test_who_held_it_an_internal_affair_and_then_condemns_has_shifted(
    acts: list[tuple[int, str, *tuple[str, ...]]], turns: bool
) -> None:
    told = [
        of(
            f"China said {WORDS[n]}.",
            says(WORDS[n], "CHN", on=MARCH[day], types=(kind,), targets=tuple(targets)),
        )
        for n, (day, kind, *targets) in enumerate(acts)
    ]
    shift = section(compose(archive(*told), HOST), "CHN").shift
    assert bool(shift) is turns
    assert not shift or (shift.before, shift.after) == ("non-interference", "condemn")


def test_the_host_takes_no_turn_toward_itself() -> None:
    assert turned((3, "backs"), (5, "critical")).shift is not None
    assert turned((3, "backs"), (5, "critical"), who=str(HOST.host)).shift is None


@pytest.mark.parametrize(
    "days",
    [
        [(3, "backs")],
        [(3, "backs"), (3, "critical")],
        [(3, "backs"), (5, "backs")],
        [(3, "none"), (5, "critical")],
    ],
)
def test_no_shift_within_a_day_or_from_no_position(days: list[tuple[int, str]]) -> None:
    assert turned(*days).shift is None


@pytest.mark.parametrize(
    ("days", "posture"),
    [
        ([(3, "none")], "none"),
        ([(3, "backs"), (4, "none")], "backs"),
        ([(3, "backs"), (4, "critical")], "critical"),
        ([(3, "backs"), (3, "backs"), (4, "critical")], "backs"),
    ],
)
def test_posture_is_the_most_frequent_one_taken_and_the_later_of_two(
    days: list[tuple[int, str]], posture: str
) -> None:
    assert turned(*days).posture == posture
