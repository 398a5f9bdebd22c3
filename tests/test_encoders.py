import re
import shutil
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.encoders import differing, first_layers, joined
from dragoman.errors import ModelError
from dragoman.inference import MODELS, WEIGHTS, Model

TEXT = "The ministry said the bridge would open in May.\nNobody else spoke."


def _text(text: str) -> bytes:
    return struct.pack("<H", len(text) + 1) + text.encode() + b"\0"


def file(*layers: int) -> bytes:
    """An encoder's file of invented variables: a matrix each layer, with one before and one after."""
    names = ["encoder/activation", *(f"encoder/layer_{n}/weight" for n in layers), "pooler"]
    return holding({name: bytes([number] * 3) for number, name in enumerate(names)})


def holding(variables: dict[str, bytes]) -> bytes:
    """An encoder's file of these variables."""
    parts = [struct.pack("<I", 6), _text("Spec"), struct.pack("<II", 1, len(variables))]
    for name, value in variables.items():
        parts += [_text(name), struct.pack("<BIIBI", 2, 1, len(value), 1, len(value)), value]
    return b"".join([*parts, struct.pack("<I", 0)])


VARIABLES = st.dictionaries(st.sampled_from("abcdef"), st.binary(max_size=4), min_size=1)


@given(VARIABLES, st.data())
def test_what_differs_makes_the_other_whole_again(
    held: dict[str, bytes], data: st.DataObject
) -> None:
    other = {name: data.draw(st.sampled_from([value, b"new"])) for name, value in held.items()}
    base, whole = holding(held), holding(other)
    own = differing(base, whole)
    assert joined(base, own) == whole
    assert own == holding({n: value for n, value in other.items() if held[n] != value})


@pytest.mark.parametrize("wrong", [b"", holding({"a": b"1", "z": b"2"}), holding({"a": b""})[:-1]])
def test_what_belongs_to_no_shared_encoder_is_refused(wrong: bytes) -> None:
    base = holding({"a": b"1", "b": b"2"})
    with pytest.raises(ValueError, match=r"has not: z|encoder"):
        joined(base, wrong)
    with pytest.raises(ValueError, match="encoder"):
        differing(base, wrong)


@pytest.mark.parametrize("name", ["vectors", "sayings"])
def test_shipped_encoders_keep_what_they_share_once(name: str) -> None:
    model = Model(MODELS / name)
    own, whole = (model.folder / WEIGHTS).read_bytes(), model.weights()
    assert len(own) < 0.65 * len(whole)
    assert model.base == (MODELS / "accurate").resolve()


def test_other_layers_variables_are_left_out() -> None:
    assert first_layers(file(0, 1, 2), 3) == file(0, 1, 2)
    short = first_layers(file(0, 1, 10), 2)
    assert b"layer_1/" in short
    assert b"layer_10/" not in short
    assert len(short) == len(file(0, 1))
    assert b"pooler" in short


@pytest.mark.parametrize(
    "wrong",
    [b"", b"no encoder", file(0), file(0, 1)[:60], b"\x05" + file(0, 1)[1:], file(0, 1) + b"more"],
)
def test_what_holds_no_such_layers_is_refused(wrong: bytes) -> None:
    with pytest.raises(ValueError, match=r"encoder|format"):
        first_layers(wrong, 2)


def test_cutting_the_shipped_file_keeps_all_but_the_upper_layers() -> None:
    whole = (MODELS / "accurate" / WEIGHTS).read_bytes()
    depth = Model(MODELS / "accurate").card["depth"]
    assert first_layers(whole, depth) == whole
    few = first_layers(whole, 3)
    assert first_layers(first_layers(whole, 5), 3) == few
    layers = {name.split(b"/")[1] for name in re.findall(rb"encoder/layer_\d+/", few)}
    assert layers == {b"layer_0", b"layer_1", b"layer_2"}


def test_the_fast_reader_reads_with_the_lower_layers_alone() -> None:
    fast, accurate = Model(MODELS / "fast"), Model(MODELS / "accurate")
    assert fast.shared == accurate.folder.resolve()
    (few,), (whole,) = fast.encode([TEXT]), accurate.encode([TEXT])
    assert few.vectors.shape == whole.vectors.shape
    assert np.isfinite(few.vectors).all()
    assert not np.allclose(few.vectors, whole.vectors)


def test_a_damaged_shared_encoder_is_told(tmp_path: Path) -> None:
    for name in ("fast", "accurate"):
        shutil.copytree(MODELS / name, tmp_path / name)
    (tmp_path / "accurate" / WEIGHTS).write_bytes(b"no model")
    with pytest.raises(ModelError, match=r"accurate/model\.bin is missing or damaged"):
        list(Model(tmp_path / "fast").encode([TEXT]))
