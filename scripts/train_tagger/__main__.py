"""python -m scripts.train_tagger DATA_DIR --out FOLDER [--tokens N] [--seed N] [--from-checkpoint FILE ...]."""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts.train_tagger.model import average
from scripts.train_tagger.train import Plan, train


def main() -> None:
    """Train, or take a checkpoint, then export, choose the threshold and write labels and scores."""
    parser = argparse.ArgumentParser(prog="scripts.train_tagger", description="Train and export the name tagger.")
    parser.add_argument("data", type=Path, help="folder with human.jsonl and silver_speech.jsonl")
    parser.add_argument("--out", type=Path, required=True, help="folder for the exported model")
    parser.add_argument("--work", type=Path, default=Path("build/tagger"), help="folder for checkpoints")
    parser.add_argument("--tokens", type=int, default=1_000_000, help="how many word pieces to train on")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--from-checkpoint", type=Path, nargs="+", help="export this instead of training; of several, their mean")
    args = parser.parse_args()
    plan = Plan(tokens=args.tokens, seed=args.seed)
    given: list[Path] = args.from_checkpoint or [train(args.data, args.work, plan)]
    checkpoint = average(given, args.work / "mean.pt") if len(given) > 1 else given[0]
    from scripts.train_tagger.export import export

    export(checkpoint, args.data, args.work, args.out)


if __name__ == "__main__":
    main()
