"""Exports a checkpoint as an 8-bit ONNX model, chooses its threshold on development data and writes its scores.

Needs the package onnx (for building only): pip install onnx
"""

from __future__ import annotations

import json
import shutil
import warnings
from pathlib import Path

import torch

from scripts.train_tagger.data import LABELS, read_split
from scripts.train_tagger.evaluate import Marked, choose_threshold, count, mark
from scripts.train_tagger.model import Tagger, base_folder

REVIEW = 0.05
OPSET = 17


def export(checkpoint: Path, data: Path, work: Path, out: Path) -> None:
    """Writes tagger.onnx, tokenizer.json, tagger.json to `out`, and prints what rounding to 8 bits cost."""
    full = work / "fp32"
    for folder in (full, out):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(base_folder() / "tokenizer.json", folder / "tokenizer.json")
        _write_config(folder, 0.5)
    _write_full(checkpoint, full / "tagger.onnx")
    _quantise(full / "tagger.onnx", out / "tagger.onnx")
    dev = read_split(data).dev
    marked = {(name, plain): mark(items, out, plain=plain) for name, items in dev.items() for plain in (False, True)}
    threshold = choose_threshold([item for (name, _), items in marked.items() if name == "speech" for item in items])
    _write_config(out, threshold)
    print(f"threshold {threshold}")
    for (name, plain), items in marked.items():
        print(_line(name, plain, items, mark(dev[name], full, plain=plain)))


def _write_full(checkpoint: Path, path: Path) -> None:
    model = Tagger()
    model.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True))
    model.eval()
    example = torch.ones((2, 8), dtype=torch.int64)
    axes = {0: "texts", 1: "pieces"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            (example, example, torch.zeros_like(example)),
            str(path),
            input_names=["input_ids", "attention_mask", "token_type_ids"],
            output_names=["logits"],
            dynamic_axes=dict.fromkeys(("input_ids", "attention_mask", "token_type_ids", "logits"), axes),
            opset_version=OPSET,
            dynamo=False,
        )


def _quantise(source: Path, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    kinds = ["MatMul", "Gather", "Gemm"]
    quantize_dynamic(str(source), str(target), weight_type=QuantType.QInt8, op_types_to_quantize=kinds, per_channel=True)


def _write_config(folder: Path, threshold: float) -> None:
    config = {"labels": LABELS, "threshold": threshold, "review": REVIEW}
    (folder / "tagger.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def _line(name: str, plain: bool, small: list[Marked], full: list[Marked]) -> str:
    parts = [f"{name:8s} {'lower' if plain else 'as is'}"]
    for threshold in (0.2, 0.3, 0.5):
        a, b = count(small, threshold), count(full, threshold)
        parts.append(
            f"from {threshold}: int8 {a.left}/{a.entities} left, {a.wrong_per_100:.2f} wrong (fp32 {b.left}, {b.wrong_per_100:.2f})"
        )
    return "  |  ".join(parts)
