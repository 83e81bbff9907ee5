"""Fits the tagger on the fly-augmented mixture: about 30% human text, 35% injected speech, 35% speech as labelled."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor, nn

from scripts.train_tagger.augment import Cast, add_phrases, exchange, inject, split_at_gaps
from scripts.train_tagger.data import LABELS, Item, Piece, Split, is_nameless, read_split
from scripts.train_tagger.model import NO_LOSS, Tagger, encode, load_tokenizer
from scripts.train_tagger.names import Pools, build_pools
from scripts.train_tagger.noise import roughen

Batch = list[tuple[list[int], list[int]]]
HEAD_SEED = 7  # every run begins at the same weights, whatever its seed, so that finished runs can be averaged


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how hard to train."""

    tokens: int = 1_000_000
    seed: int = 7
    batch_tokens: int = 1_100
    rate: float = 2e-4
    head_rate: float = 1e-3
    weight_decay: float = 0.01
    warm_up: int = 100
    outside_weight: float = 0.6
    checkpoint_seconds: int = 180


def make_items(split: Split, pools: Pools, rng: Random) -> Iterator[Item]:
    """Augmented items without end; the share of each kind is by word pieces, so short tweets are drawn more often."""
    nameless = [item for item in split.speech if is_nameless(item)]
    while True:
        cast = Cast(pools, rng)
        kind = rng.random()
        if kind < 0.55:
            item = exchange(_several(split.human, rng, 0.25), cast)
            item = add_phrases(item, cast, 1) if rng.random() < 0.1 else item
        elif kind < 0.76:
            item = inject(_several(nameless, rng, 0.2), cast)
            item = add_phrases(split_at_gaps(item, rng), cast, rng.choice((0, 1, 1, 2, 3)))
        elif kind < 0.95:
            item = exchange(_several(split.speech, rng, 0.2), cast)
            item = add_phrases(split_at_gaps(item, rng), cast, 1) if rng.random() < 0.2 else item
        else:
            item = add_phrases((), cast, rng.randint(1, 4))
        yield roughen(item, rng)


def train(folder: Path, work: Path, plan: Plan) -> Path:
    """The last checkpoint's path; writes one every few minutes, so that training can be cut short."""
    torch.set_num_threads(1)
    work.mkdir(parents=True, exist_ok=True)
    checkpoint = work / "tagger.pt"
    torch.manual_seed(HEAD_SEED)
    model = Tagger()
    torch.manual_seed(plan.seed)
    optimiser = _optimiser(model, plan)
    loss_of = nn.CrossEntropyLoss(weight=torch.tensor([plan.outside_weight] + [1.0] * (len(LABELS) - 1)), ignore_index=NO_LOSS)
    start = saved = time.monotonic()
    seen = 0
    running = 0.0
    model.train()
    items = make_items(read_split(folder), build_pools(), Random(plan.seed))
    for steps, batch in enumerate(_batches(items, plan), start=1):
        _set_rates(optimiser, plan, steps, seen / plan.tokens)
        inputs, labels = _tensors(batch)
        loss = loss_of(model(*inputs).flatten(0, 1), labels.flatten())
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        seen += sum(len(ids) for ids, _ in batch)
        running = loss.item() if steps == 1 else 0.98 * running + 0.02 * loss.item()
        if steps % 50 == 0:
            print(f"{time.monotonic() - start:6.0f} s  {seen:8d} pieces  loss {running:.4f}", flush=True)
        if time.monotonic() - saved > plan.checkpoint_seconds:
            _save(model, checkpoint)
            saved = time.monotonic()
        if seen >= plan.tokens:
            break
    _save(model, checkpoint)
    return checkpoint


def _several(items: tuple[Item, ...] | list[Item], rng: Random, chance: float) -> Item:
    item = rng.choice(items)
    while rng.random() < chance:
        item = (*item, Piece(" "), *rng.choice(items))
    return item


def _batches(items: Iterator[Item], plan: Plan) -> Iterator[Batch]:
    tokenizer = load_tokenizer()
    order = Random(plan.seed + 1)
    while True:
        pool = sorted((encode(next(items), tokenizer) for _ in range(400)), key=lambda pair: len(pair[0]))
        batches: list[Batch] = [[]]
        for pair in pool:
            if batches[-1] and (len(batches[-1]) + 1) * len(pair[0]) > plan.batch_tokens:
                batches.append([])
            batches[-1].append(pair)
        order.shuffle(batches)
        yield from batches


def _tensors(batch: Batch) -> tuple[tuple[Tensor, Tensor, Tensor], Tensor]:
    width = max(len(ids) for ids, _ in batch)
    ids = torch.tensor([ids + [0] * (width - len(ids)) for ids, _ in batch])
    mask = torch.tensor([[1] * len(ids) + [0] * (width - len(ids)) for ids, _ in batch])
    labels = torch.tensor([labels + [NO_LOSS] * (width - len(labels)) for _, labels in batch])
    return (ids, mask, torch.zeros_like(ids)), labels


def _optimiser(model: Tagger, plan: Plan) -> torch.optim.Optimizer:
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    groups: list[dict[str, Any]] = [
        {"params": encoder, "lr": plan.rate, "base": plan.rate},
        {"params": model.head.parameters(), "lr": plan.head_rate, "base": plan.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=plan.weight_decay)


def _set_rates(optimiser: torch.optim.Optimizer, plan: Plan, steps: int, done: float) -> None:
    factor = min(1.0, steps / plan.warm_up) * max(0.02, 1.0 - done)
    for group in optimiser.param_groups:
        group["lr"] = group["base"] * factor


def _save(model: Tagger, path: Path) -> None:
    part = path.with_suffix(".part")
    torch.save(model.state_dict(), part)
    part.replace(path)
    if not math.isfinite(sum(float(p.detach().sum()) for p in model.head.parameters())):
        raise FloatingPointError("training diverged: the head holds numbers that are not finite")
