"""The data that travels with the package: sample study, codebook, notebooks, templates.

In a wheel they lie inside the package (`_sample`, `_codebook`, `_notebooks`); in a checkout, at the top of the repository.
"""

from __future__ import annotations

import json
from pathlib import Path

from csa_research.errors import InputError

_PACKAGE = Path(__file__).resolve().parent


def sample_dir() -> Path:
    """The folder of the sample study."""
    return _find("_sample", "transcripts_sample", "study.yaml")


def codebook_dir() -> Path:
    """The folder with codebook, theory of change and workstream tables."""
    return _find("_codebook", "codebook", "codebook.yaml")


def notebooks_dir() -> Path:
    """The folder of the notebooks."""
    return _find("_notebooks", "notebooks", "")


def templates_dir() -> Path:
    """The folder of the files that a new study starts with."""
    return _PACKAGE / "templates"


def new_study_yaml(*, study_id: str, title: str) -> str:
    """The commented study.yaml of a new study, with its name and title filled in."""
    text = (templates_dir() / "study.yaml").read_text(encoding="utf-8")
    quoted = json.dumps(title, ensure_ascii=False)[1:-1]  # the template has the quotes
    return text.replace("{study_id}", study_id).replace("{title}", quoted)


def _find(inside: str, beside: str, landmark: str) -> Path:
    for folder in (_PACKAGE / inside, _PACKAGE.parent / beside):
        if (folder / landmark).exists():
            return folder
    raise InputError(
        f"The installation is incomplete: neither {_PACKAGE / inside} nor {_PACKAGE.parent / beside} is there. "
        "Install csa_research again."
    )
