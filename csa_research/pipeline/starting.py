"""A new study folder: commented settings, the study's own documents, and nothing overwritten."""

from __future__ import annotations

import re
import secrets
import shutil
from pathlib import Path

from csa_research.atomic import write_text
from csa_research.errors import InputError
from csa_research.resources import codebook_dir, new_study_yaml, templates_dir
from csa_research.study import Study, open_study


def make_study(folder: Path, *, title: str = "") -> Study:
    """The new study. Raises InputError when the folder already holds one, or is a file."""
    if (folder / "study.yaml").exists():
        raise InputError(f"{folder} already holds a study. Choose another folder, or go on with: csa status {folder}")
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file. Choose a folder for the study.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _fill(folder, title or folder.resolve().name.replace("_", " ").replace("-", " "))
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror}. Choose a folder of your own.") from None
    return open_study(folder)


def _fill(folder: Path, title: str) -> None:
    templates = templates_dir()
    for part in ("transcripts", "outputs"):
        (folder / part).mkdir(exist_ok=True)
    for template in sorted(templates.iterdir()):
        if template.name != "study.yaml" and template.is_file() and not (folder / template.name).exists():
            shutil.copyfile(template, folder / template.name)
    copy_documents(folder)
    write_text(folder / "study.yaml", new_study_yaml(study_id=study_id(folder.resolve().name), title=title))


def copy_documents(folder: Path) -> None:
    """Codebook, theory of change and workstream tables, where the folder has none yet."""
    source = codebook_dir()
    for name in ("codebook.yaml", "theory_of_change.yaml"):
        if not (folder / name).exists():
            shutil.copyfile(source / name, folder / name)
    (folder / "workstreams").mkdir(exist_ok=True)
    for table in sorted((source / "workstreams").glob("*.csv")):
        if not (folder / "workstreams" / table.name).exists():
            shutil.copyfile(table, folder / "workstreams" / table.name)


def study_id(name: str) -> str:
    """An id of the folder's name and four random letters: two studies called `study` do not share a vault."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:40] or "study"
    return f"{plain}-{secrets.token_hex(4)}"
