"""The one place that runs models: tokenise, cut into windows, run, and put the parts together again.

The encoder is a MiniLM of six layers (Wang et al. 2020), run in int8 by CTranslate2. It reads whole
paragraphs: as many as fit into one window, kept apart by [SEP], so that a heading never joins the
sentence under it. Words, not wordpieces, are the units of every later layer; a word is what the BERT
pre-tokeniser calls one (punctuation marks stand alone), and is represented by its first wordpiece.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from dragoman.encoders import first_layers, joined
from dragoman.errors import ModelError
from dragoman.languages.quotes import quotation_map
from dragoman.processor import AVX512, cores, flags
from dragoman.settings import READERS, Settings

MODELS = Path(__file__).parent / "models"
WINDOW = 160
"""Wordpieces a window, [CLS] and [SEP] included: longer ones cost more and read no better."""
WEIGHTS = "model.bin"
BESIDE = ("config.json", "vocabulary.json")
"""What CTranslate2 wants beside the weights."""
TOGETHER = 8
"""Texts that are cut and begun together."""
AHEAD = 2
"""Parts of so many texts that the cores read before they are asked for."""
SPARE = 2
"""Threads beyond the cores that hand windows in: with them the next window waits at the encoder while a
thread that has got its numbers waits for Python's lock."""
RUN = 4
"""Windows of one length that run together: more are no faster, for they do not fit into the cache."""
PIECES_OF_ONE_WORD = 24
"""A longer "word" is no word (a link, a code); only its first pieces are read."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text: character offsets (n, 2), wordpiece ids per word, and features (n,).

    `paragraph` numbers the line each word stands in; `feature` is letter case (0 lower or none,
    1 capitalised, 2 all capitals, 3 mixed) plus 4 times the quotation state (0 outside, 1 inside,
    2 a mark), for the encoder's vocabulary knows no letter case.
    """

    offsets: Ints
    pieces: list[list[int]]
    paragraph: Ints
    feature: Ints

    def __len__(self) -> int:
        return len(self.pieces)


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start` to `end` (exclusive) of text number `text`, with their input row."""

    text: int
    start: int
    end: int
    ids: list[int]
    features: list[int]
    heads: list[int]
    """The position in the row of each word's first wordpiece."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """What one pass says of one text: vectors (words, width), and scores (words, labels) a layer.

    The layers are those of the model's card: statements, entities, roles.
    """

    words: Words
    vectors: Floats
    scores: Mapping[str, Floats]


@lru_cache(maxsize=16_384)
def _case(word: str) -> int:
    if word.islower() or not any(c.isalpha() for c in word):
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if (word[0].isupper() and word[1:].islower()) or len(word) == 1 else 3


def tokenizer_of(path: Path) -> Any:
    """The tokenizer of a file; raises ModelError where it is missing or damaged."""
    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:
        raise ModelError(
            f"The tokenizer file {path} is missing or damaged ({error}). "
            "Install dragoman again; `dragoman doctor` checks every file."
        ) from error


def id_of(tokenizer: Any, token: str) -> int:
    """The number of a wordpiece; raises ModelError where the vocabulary lacks it."""
    found = tokenizer.token_to_id(token)
    if found is None:
        raise ModelError(f"The tokenizer has no {token}: it is not the one Dragoman ships.")
    return int(found)


class Vocabulary:
    """Cuts texts into words and wordpieces; shared by training and reading."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = tokenizer_of(path)
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.cls = id_of(self._tokenizer, "[CLS]")
        self.sep = id_of(self._tokenizer, "[SEP]")
        self.pad = id_of(self._tokenizer, "[PAD]")

    def words(self, texts: Sequence[str]) -> list[Words]:
        """The words of each text; offsets are characters of that text."""
        lines: list[str] = []
        places: list[tuple[int, int, int]] = []
        for number, text in enumerate(texts):
            at = 0
            for row, line in enumerate(text.split("\n")):
                if line.strip():
                    lines.append(line)
                    places.append((number, row, at))
                at += len(line) + 1
        encoded = self._tokenizer.encode_batch(lines, add_special_tokens=False)
        parts: list[list[tuple[int, int, Any]]] = [[] for _ in texts]
        for (number, row, at), one in zip(places, encoded, strict=True):
            parts[number].append((row, at, one))
        return [self._gather(text, part) for text, part in zip(texts, parts, strict=True)]

    @staticmethod
    def _gather(text: str, parts: list[tuple[int, int, Any]]) -> Words:
        offsets: list[Ints] = [np.zeros((0, 2), dtype=np.int64)]
        pieces: list[list[int]] = []
        paragraph: list[int] = []
        for row, at, one in parts:
            ids, places = one.ids, np.array(one.offsets, dtype=np.int64).reshape(-1, 2) + at
            cuts = np.flatnonzero(np.diff(one.word_ids, prepend=-1, append=-1))
            offsets.append(np.stack([places[cuts[:-1], 0], places[cuts[1:] - 1, 1]], axis=1))
            pieces += [ids[a : min(b, a + PIECES_OF_ONE_WORD)] for a, b in pairwise(cuts.tolist())]
            paragraph += [row] * (len(cuts) - 1)
        every = np.concatenate(offsets)
        quoted = quotation_map(text)
        feature = [_case(text[s:e]) + 4 * quoted[s] for s, e in every.tolist()]
        return Words(
            every,
            pieces,
            np.array(paragraph, dtype=np.int64),
            np.array(feature, dtype=np.int64),
        )

    def windows(self, words: Sequence[Words], size: int = WINDOW) -> list[Window]:
        """All texts cut into windows of whole paragraphs; a longer paragraph is cut between words."""
        return [w for number, one in enumerate(words) for w in self._windows(number, one, size)]

    def _windows(self, number: int, words: Words, size: int) -> Iterator[Window]:
        lengths = np.array([len(pieces) for pieces in words.pieces], dtype=np.int64)
        start = 0
        for end in self._cuts(words, lengths.tolist(), size):
            long, paragraph = lengths[start:end], words.paragraph[start:end]
            opens = np.diff(paragraph, prepend=paragraph[0]) != 0
            heads = 1 + np.cumsum(opens) + np.cumsum(long) - long
            row = np.full(heads[-1] + long[-1] + 1, self.sep, dtype=np.int64)
            row[0] = self.cls
            features = np.zeros_like(row)
            within = np.ones(len(row), dtype=bool)
            within[[0, -1]] = False
            within[heads[opens] - 1] = False
            row[within] = list(chain.from_iterable(words.pieces[start:end]))
            features[within] = np.repeat(words.feature[start:end], long)
            yield Window(number, start, end, row.tolist(), features.tolist(), heads.tolist())
            start = end

    @staticmethod
    def _cuts(words: Words, lengths: list[int], size: int) -> Iterator[int]:
        """Where windows end: before the paragraph that no longer fits, else before such a word."""
        used, begun, n = 2, 0, len(words)
        paragraph_start = 0
        opens = np.diff(words.paragraph, prepend=words.paragraph[:1]) != 0
        for i, (cost, new) in enumerate(zip(lengths, opens.tolist(), strict=True)):
            if new:
                paragraph_start = i
                used += 1
            if used + cost > size and i > begun:
                cut = paragraph_start if paragraph_start > begun else i
                yield cut
                begun = cut
                paragraph_start = max(paragraph_start, cut)
                used = 2 + sum(lengths[cut:i]) + int(np.count_nonzero(opens[cut + 1 : i]))
            used += cost
        if begun < n:
            yield n


def padded(rows: Sequence[Sequence[int]], fill: int) -> Ints:
    """Rows of unlike length as one array, filled up at their ends."""
    width = max(map(len, rows))
    out = np.full((len(rows), width), fill, dtype=np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out


@dataclass(frozen=True)
class Model:
    """A reader: its folder, loaded on first use; the default that Dragoman ships where none is named."""

    folder: Path = MODELS / READERS[0]
    threads: int = 0

    @classmethod
    def chosen(cls, settings: Settings) -> Model:
        """The shipped reader that the settings name."""
        return cls(MODELS / settings.reader, settings.threads)

    @cached_property
    def card(self) -> dict[str, Any]:
        """The model's own description: version, labels, digests."""
        path = self.folder / "model.json"
        try:
            found: dict[str, Any] = dict(json.loads(path.read_text("utf-8")))
            found["version"], found["layers"], found["width"], found["files"]
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise _damaged(path, error) from error
        return found

    @property
    def version(self) -> str:
        return str(self.card["version"])

    @property
    def shared(self) -> Path:
        """The folder of encoder and tokenizer: its own, or that of the reader whose first layers it uses."""
        return (self.folder / str(self.card.get("encoder", "."))).resolve()

    @cached_property
    def _below(self) -> Model | None:
        """The model that has whatever of this one's encoder is not its own."""
        card = Model(self.shared).card if "encoder" in self.card else self.card
        return Model((self.shared / card["base"]).resolve()) if "base" in card else None

    @property
    def base(self) -> Path:
        """The folder of tokenizer and vocabulary: that of the model under which there is no other."""
        return self._below.base if self._below else self.shared

    def weights(self) -> bytes:
        """The encoder's file, made whole; raises OSError or ValueError where it cannot be."""
        own = (self.shared / WEIGHTS).read_bytes()
        return joined(self._below.weights(), own) if self._below else own

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self.base / "tokenizer.json")

    @cached_property
    def heads(self) -> dict[str, Floats]:
        """The small arrays that stand beside the encoder: label layers, transitions, linking layers."""
        path = self.folder / "heads.npz"
        try:
            with np.load(path, allow_pickle=False) as arrays:
                return {name: arrays[name].astype(np.float32) for name in arrays.files}
        except Exception as error:  # zip, numpy and the file system each have their own
            raise _damaged(path, error) from error

    @cached_property
    def _encoder(self) -> Any:
        # On processors that are not Intel's CTranslate2 takes AVX2, though AVX-512 serves them a fifth
        # faster; on Intel's it takes AVX-512 anyway. It reads this variable when it is loaded.
        if flags() >= AVX512:
            os.environ.setdefault("CT2_FORCE_CPU_ISA", "AVX512")
        import ctranslate2  # noqa: PLC0415 - a third of a second that `--help` need not wait for

        try:
            held = {name: (self.base / name).read_bytes() for name in BESIDE}
            held[WEIGHTS] = self.weights()
            if "encoder" in self.card:
                held[WEIGHTS] = first_layers(held[WEIGHTS], int(self.card["depth"]))
            return ctranslate2.Encoder(
                str(self.folder),
                compute_type="default",
                inter_threads=self.workers,
                intra_threads=1,
                files=held,
            )
        except Exception as error:
            raise _damaged(self.shared / WEIGHTS, error) from error

    @property
    def workers(self) -> int:
        """How many windows are read at a time, each on one core."""
        return self.threads or cores()

    def encode(self, texts: Sequence[str]) -> Iterator[Encoding]:
        """One pass of the encoder over each text, in the order given, each as soon as it is done.

        A few windows of one length run together, each run on one core: nothing is padded, so that a
        window's numbers do not depend on its company. The cores read on, `AHEAD` parts of the texts,
        while the caller does something with what is done.
        """
        waiting: deque[Iterator[Encoding]] = deque()
        with ThreadPoolExecutor(self.workers + SPARE) as pool:
            for at in range(0, len(texts), TOGETHER):
                waiting.append(self._begun(pool, texts[at : at + TOGETHER]))
                if len(waiting) > AHEAD:
                    yield from waiting.popleft()
            while waiting:
                yield from waiting.popleft()

    def rows(
        self, rows: Sequence[Sequence[int]], types: Sequence[Sequence[int]] | None = None
    ) -> list[Floats]:
        """The vectors (wordpieces, width) of rows that are wordpieces already, in the order given.

        `types` tell which of the encoder's token types each wordpiece is; the first where there are none.
        """
        runs = _of_one_length(rows)
        found: dict[int, Floats] = {}
        with ThreadPoolExecutor(self.workers + SPARE) as pool:
            parts = [[list(rows[n]) for n in run] for run in runs]
            kinds = [[list(types[n]) if types else [0] * len(rows[n]) for n in run] for run in runs]
            for run, made in zip(runs, pool.map(self._vectors, parts, kinds), strict=True):
                found.update(zip(run, made, strict=True))
        return [found[number] for number in range(len(rows))]

    def _vectors(self, rows: list[list[int]], types: list[list[int]]) -> Floats:
        return np.array(self._encoder.forward_batch(rows, None, types).last_hidden_state)

    def _begun(self, pool: ThreadPoolExecutor, texts: Sequence[str]) -> Iterator[Encoding]:
        """The encodings of some texts, which the pool begins to make at once."""
        words = self.vocabulary.words(texts)
        windows = self.vocabulary.windows(words)
        runs = _of_one_length([w.ids for w in windows])
        made = pool.map(partial(_run, self._encoder), ([windows[n] for n in run] for run in runs))
        return self._gathered(words, windows, zip(runs, made, strict=True))

    def _gathered(
        self,
        words: list[Words],
        windows: list[Window],
        made: Iterator[tuple[list[int], list[Floats]]],
    ) -> Iterator[Encoding]:
        vectors = {n: found for run, parts in made for n, found in zip(run, parts, strict=True)}
        nothing = np.zeros((0, int(self.card["width"])), dtype=np.float32)
        of_text: list[list[Floats]] = [[nothing] for _ in words]
        for n, window in enumerate(windows):
            of_text[window.text].append(vectors[n])
        for one, parts in zip(words, of_text, strict=True):
            whole = np.concatenate(parts)
            yield Encoding(one, whole, self._scores(whole))

    @cached_property
    def _labels(self) -> tuple[Floats, Floats]:
        """All layers' labels as one product: weights (width, labels of all), biases."""
        names = self.card["layers"]
        weights = np.concatenate([self.heads[f"{name}.weight"] for name in names])
        return weights.T.copy(), np.concatenate([self.heads[f"{name}.bias"] for name in names])

    def _scores(self, vectors: Floats) -> dict[str, Floats]:
        weights, biases = self._labels
        ends = np.cumsum([len(self.heads[f"{name}.bias"]) for name in self.card["layers"]])
        parts = np.split(vectors @ weights + biases, ends[:-1], axis=1)
        return dict(zip(self.card["layers"], parts, strict=True))


def _of_one_length(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """The rows' numbers in runs of at most `RUN`, each of rows of one length."""
    by_length: defaultdict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        by_length[len(row)].append(number)
    return [same[at : at + RUN] for same in by_length.values() for at in range(0, len(same), RUN)]


def _run(encoder: Any, windows: Sequence[Window]) -> list[Floats]:
    """The vectors (words, width) of each window."""
    out = encoder.forward_batch([w.ids for w in windows], None, [w.features for w in windows])
    found = np.array(out.last_hidden_state)
    return [found[row, window.heads] for row, window in enumerate(windows)]


def _damaged(path: Path, error: Exception) -> ModelError:
    return ModelError(
        f"The model file {path} is missing or damaged ({type(error).__name__}). "
        "Install dragoman again; `dragoman doctor` checks every file."
    )
