"""Runs a packaged token classifier over windows of text and brings its scores back to whole words.

The only file of the closed side that touches onnxruntime and tokenizers; `uncased` and `rampart` share it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csa_research.errors import InputError

if TYPE_CHECKING:
    import numpy as np

_BATCH_PIECES = 256  # as much as stays near the processor: larger batches were a third slower, smaller ones no faster
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, from a damaged file; the tokenizer would refuse it


@dataclass(frozen=True, slots=True)
class WordModel:
    """A classifier of word pieces with its tokenizer, ready to run."""

    session: Any
    tokenizer: Any
    inputs: frozenset[str]
    first: int  # the number of the piece that opens a text
    last: int  # and of the one that closes it


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of one text as word pieces; `bounds` are the pieces' positions in the whole text."""

    text: int
    ids: tuple[int, ...]
    bounds: tuple[tuple[int, int], ...]


@lru_cache(maxsize=4)
def load_model(onnx_file: Path, tokenizer_file: Path, *, threads: int = 1) -> WordModel:
    """The model, read once a process. Raises InputError where a file is missing or damaged."""
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(str(onnx_file), options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(tokenizer_file))
    except Exception as error:  # both libraries raise bare Exception subclasses of their own
        raise InputError(f"{onnx_file.parent}: the name model cannot be read; reinstall the package") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    first, last = (int(tokenizer.token_to_id(mark) or 0) for mark in ("[CLS]", "[SEP]"))
    return WordModel(session, tokenizer, frozenset(i.name for i in session.get_inputs()), first, last)


def piece_windows(model: WordModel, texts: Sequence[str], *, size: int, step: int) -> list[Window]:
    """Windows of `size` pieces, a new one every `step`; every piece lies in at least one."""
    windows = []
    readable = [_SURROGATE.sub("\ufffd", text) for text in texts]
    for number, encoding in enumerate(model.tokenizer.encode_batch(readable, add_special_tokens=False)):
        ids, bounds = encoding.ids, encoding.offsets
        for start in range(0, max(1, len(ids) - (size - step)), step):
            piece = slice(start, start + size)
            if ids[piece]:
                windows.append(Window(number, tuple(ids[piece]), tuple(bounds[piece])))
    return windows


def letter_windows(model: WordModel, texts: Sequence[str], *, size: int, step: int, longest: int) -> list[Window]:
    """Windows of `size` characters, a new one every `step`; each at most `longest` pieces, the rest in a window more."""
    owners: list[tuple[int, int]] = []
    parts: list[str] = []
    for number, text in enumerate(texts):
        for start in range(0, max(1, len(text) - (size - step)), step):
            owners.append((number, start))
            parts.append(_SURROGATE.sub("\ufffd", text[start : start + size]))
    windows = []
    for (number, shift), encoding in zip(owners, model.tokenizer.encode_batch(parts, add_special_tokens=False), strict=True):
        bounds = tuple((start + shift, end + shift) for start, end in encoding.offsets)
        for at in range(0, len(bounds), longest):
            windows.append(Window(number, tuple(encoding.ids[at : at + longest]), bounds[at : at + longest]))
    return windows


def probabilities(model: WordModel, windows: Iterable[Window]) -> Iterator[tuple[Window, np.ndarray]]:
    """Every window with the probability of each label for each of its pieces; windows of like length run together."""
    ordered = sorted(windows, key=lambda window: len(window.ids))
    batch: list[Window] = []
    for window in ordered:
        if batch and (len(batch) + 1) * (len(window.ids) + 2) > _BATCH_PIECES:
            yield from _run(model, batch)
            batch = []
        batch.append(window)
    if batch:
        yield from _run(model, batch)


def word_scores(
    texts: Sequence[str], words: Sequence[Sequence[tuple[int, int]]], results: Iterable[tuple[Window, np.ndarray]]
) -> list[np.ndarray]:
    """For every text an array (words, labels): the largest score over the pieces that touch the word.

    `words` are each text's word bounds in reading order; a piece of no word (white space, symbols) counts for none.
    """
    import numpy as np

    owners = [_owners(text, bounds) for text, bounds in zip(texts, words, strict=True)]
    scores: list[np.ndarray] = []
    for window, found in results:
        if not scores:
            scores = [np.zeros((len(bounds), found.shape[1]), dtype=np.float32) for bounds in words]
        bounds = np.asarray(window.bounds).reshape(-1, 2)
        rows = np.flatnonzero(bounds[:, 1] > bounds[:, 0])
        for edge in (bounds[rows, 0], bounds[rows, 1] - 1):
            _raise(scores[window.text], owners[window.text][edge], found[rows])
    return scores or [np.zeros((len(bounds), 1), dtype=np.float32) for bounds in words]


def _raise(target: np.ndarray, owner: np.ndarray, rows: np.ndarray) -> None:
    """Every row of the target raised to the rows that it owns (in order, -1 is nobody)."""
    import numpy as np

    mine = np.flatnonzero(owner >= 0)
    if mine.size:
        owner, rows = owner[mine], rows[mine]
        first = np.flatnonzero(np.diff(owner, prepend=-1))
        own = owner[first]
        target[own] = np.maximum(target[own], np.maximum.reduceat(rows, first, axis=0))


def _owners(text: str, bounds: Sequence[tuple[int, int]]) -> np.ndarray:
    """For every character the number of its word, -1 between words."""
    import numpy as np

    owner = np.full(len(text), -1, dtype=np.int32)
    for number, (start, end) in enumerate(bounds):
        owner[start:end] = number
    return owner


def _run(model: WordModel, batch: Sequence[Window]) -> Iterator[tuple[Window, np.ndarray]]:
    import numpy as np

    width = max(len(window.ids) for window in batch) + 2
    ids = np.zeros((len(batch), width), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, window in enumerate(batch):
        length = len(window.ids) + 2
        ids[row, :length] = (model.first, *window.ids, model.last)
        mask[row, :length] = 1
    feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    logits = model.session.run(None, {name: feed[name] for name in feed if name in model.inputs})[0]
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    found = powers / powers.sum(axis=-1, keepdims=True)
    for row, window in enumerate(batch):
        yield window, found[row, 1 : len(window.ids) + 1]
