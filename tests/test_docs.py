"""What the documents promise: every command is described, every link leads somewhere, no machine is named."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from tempfile import gettempdir
from types import ModuleType

import pytest
from running import ROOT

PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
TEXT = {".py", ".md", ".yml", ".yaml", ".toml", ".txt", ".csv", ".ipynb", ".cfg", ".sh", ".in", ""}
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "registry." + "npm" + "js", "proxy." + "golang")


def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_commands", ROOT / "scripts" / "build_commands.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_command_has_its_section_and_its_table_is_up_to_date() -> None:
    made = builder()
    text = made.PAGE.read_text(encoding="utf-8")
    assert made.page(text) == text, "run: python scripts/build_commands.py"
    assert {f"## `{name}`" for name in made.program()} == set(re.findall(r"^## .*$", text, re.MULTILINE))


def test_every_section_has_an_example_of_its_command() -> None:
    text = builder().PAGE.read_text(encoding="utf-8")
    for section in re.split(r"^## `", text, flags=re.MULTILINE)[1:]:
        name = section.split("`")[0]
        assert f"\n{name}" in section, name


@pytest.mark.parametrize("document", PAGES, ids=lambda p: p.name)
def test_every_link_leads_to_a_file(document: Path) -> None:
    broken = []
    for link in LINK.findall(document.read_text(encoding="utf-8")):
        path = link.partition("#")[0]
        if path and "://" not in link and not link.startswith("mailto:") and not (document.parent / path).exists():
            broken.append(link)
    assert not broken


def ours() -> list[Path]:
    """Every text file that git keeps, or that a checkout without git has in its own folders."""
    folders = ("csa_research", "tests", "docs", "scripts", "benches", "notebooks", "codebook", "transcripts_sample", ".ci")
    found = [p for p in ROOT.iterdir() if p.is_file()]
    found += [p for folder in folders for p in (ROOT / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    return [p for p in found if p.suffix in TEXT and p.stat().st_size < 2_000_000]


def test_no_file_names_a_machine_or_a_package_registry() -> None:
    here = {str(ROOT), str(ROOT.parent) if len(ROOT.parts) > 2 and ROOT.parent != Path(gettempdir()) else str(ROOT)}
    machine = re.compile("|".join(rf"{re.escape(word)}(?![\w-])" for word in (*HOSTS, *here)))
    named = []
    for path in ours():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if machine.search(line):
                named.append(f"{path.relative_to(ROOT)}:{number}")
    assert not named


def test_every_command_in_a_document_exists() -> None:
    known = set(builder().program())
    first = {name.split()[1] for name in known}
    unknown = []
    for document in PAGES:
        code = "\n".join(re.findall(r"```.*?```|`[^`]*`", document.read_text(encoding="utf-8"), re.DOTALL))
        unknown += [f"{document.name}: csa {found}" for found in re.findall(r"\bcsa ([a-z]+)\b", code) if found not in first]
    assert not unknown
