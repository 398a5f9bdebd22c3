from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.evaluation.cases import is_cases, read

CASES = """\
@ one | on: 2021-03-14 | host: MMR | region: south-east asia
{Thailand} [urged] <Myanmar's army to show restraint>, and [offered] <to host talks>.
= types: urge-calm, offer | targets: authorities | posture: neutral | words: to show restraint

@ two | on: 2020-01-02 | host: - | region: oceania
Fiji and Samoa sent 40 nurses.
deed: aid | actors: FJI + WSM | targets: - | modality: asserted | words: sent 40 nurses

@ three | on: 2020-01-02 | host: FJI | region: oceania
He is 40.
claim: -
"""


def test_a_file_of_cases_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cases.txt"
    path.write_text(CASES)
    assert is_cases(path)
    one, two, three = read(path)
    assert one.said and one.said.types == {"urge-calm", "offer"}
    assert [s.of(one.article.text) for s in one.said.statement.content] == [
        "Myanmar's army to show restraint",
        "to host talks",
    ]
    assert two.host is None and two.claims is None
    assert two.deeds and two.deeds[0].actors == {"FJI", "WSM"}
    assert two.deeds[0].words.of(two.article.text) == "sent 40 nurses"
    assert three.claims == () and three.deeds is None


@pytest.mark.parametrize("bad", ["= types: offer", "deed: aid | actors: X | words: nowhere"])
def test_a_bad_case_is_named_by_its_line(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "cases.txt"
    path.write_text(f"{CASES}\n@ four | on: 2020-01-02 | host: FJI\nHe spoke.\n{bad}\n")
    with pytest.raises(InputError, match="line 13"):
        list(read(path))
