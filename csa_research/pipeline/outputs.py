"""What is handed out: made aside, searched for every original of the vault, and only then put in its place.

The files lie in one folder (`outputs/`), each part owned by the stage that made it; manifest.json says
which files belong to which stage, with their hashes, so that a changed or missing file is made again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.atomic import write_text
from csa_research.errors import InputError, LeakError
from csa_research.pipeline.aside import making_aside, plainly, swap
from csa_research.pipeline.context import Context, now
from csa_research.pipeline.keys import file_digest

if TYPE_CHECKING:
    from csa_research.analysis import Analysis

MANIFEST = "manifest.json"


def home(ctx: Context) -> Path:
    """The folder that this study's outputs go to."""
    return ctx.study.outputs


def read_manifest(folder: Path) -> dict[str, object]:
    """What manifest.json says; {} where it is missing or damaged (everything is then made again)."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _files(manifest: dict[str, object]) -> dict[str, dict[str, str]]:
    files = manifest.get("files")
    return files if isinstance(files, dict) else {}


def intact(ctx: Context, stage: str, folders: tuple[str, ...]) -> bool:
    """Whether every file that the stage made is still there, unchanged; True for stages that make none."""
    if not folders:
        return True
    folder = home(ctx)
    own = {name: entry for name, entry in _files(read_manifest(folder)).items() if entry.get("stage") == stage}
    return bool(own) and all(file_digest(folder / name) == entry.get("sha256") for name, entry in own.items())


def hand_out(ctx: Context, stage: str, folders: tuple[str, ...], make: Callable[[Path], None]) -> int:
    """Make a stage's folders aside, check them for leaks, swap them in, note them in the manifest. The number of files.

    Raises LeakError, with nothing handed out, when an original word is in them.
    """
    target = home(ctx)
    with making_aside(ctx, target) as made:
        for name in folders:
            (made / name).mkdir()
        make(made)
        refuse_leaks(ctx, made)
        for name in folders:
            swap(made / name, target / name)
    return _record(ctx, stage, folders)


def refuse_leaks(ctx: Context, folder: Path) -> None:
    """Raises LeakError naming file, place and pseudonym of every original found in what is about to go out."""
    from csa_research.anonymise.leaving.leak_files import check_outputs
    from csa_research.pipeline.originals.way_out import way_out

    leaks = check_outputs(folder, ctx.leak_index())
    if leaks:
        shown = "\n".join(f"  {leak.file} {leak.part} line {leak.line}: {leak.pseudonym}" for leak in leaks[:20])
        more = f"\n  and {len(leaks) - 20} more" if len(leaks) > 20 else ""
        places = "1 place" if len(leaks) == 1 else f"{len(leaks)} places"
        raise LeakError(
            f"Stopped: {places} in the new files would hold words that the vault says must go. Nothing was handed out.\n"
            f"{shown}{more}\n{way_out(ctx, {leak.pseudonym for leak in leaks})}"
        )


def _record(ctx: Context, stage: str, folders: tuple[str, ...]) -> int:
    target = home(ctx)
    manifest = read_manifest(target)
    files = {name: entry for name, entry in _files(manifest).items() if entry.get("stage") != stage}
    own = [path for name in folders for path in sorted((target / name).rglob("*")) if path.is_file()]
    for path in own:
        files[path.relative_to(target).as_posix()] = {"stage": stage, "sha256": file_digest(path)}
    write_manifest(ctx, files)
    return len(own)


def write_manifest(ctx: Context, files: dict[str, dict[str, str]]) -> None:
    """manifest.json: what was made from what, by which versions, with which decisions of people."""
    from csa_research.analysis import provenance, stamp
    from csa_research.coding.reliability.kept import BESIDE
    from csa_research.study import gather

    inputs = gather(ctx.study, ctx.store)
    content = {
        "study": ctx.study.settings.study_id,
        "stamp": stamp(inputs.settings, inputs.releases),
        "written": now(),
        "provenance": provenance(inputs),
        "releases": [
            {"group": r.group, "version": r.version, "signed_by": r.signed_by, "signed_at": r.signed_at, "reviewed": r.reviewed}
            for r in inputs.releases
        ],
        "decisions": {"codings": len(inputs.codings), "journal": len(ctx.store.journal())},
        "stages": {
            run.stage: {"key": run.key, "at": run.at, "seconds": run.seconds, "summary": run.summary}
            for run in ctx.store.stage_runs()
            if run.stage != BESIDE
        },
        "files": dict(sorted(files.items())),
    }
    from csa_research.export.start_here import write_start_here

    write_start_here(home(ctx), inputs.settings.title, stamp(inputs.settings, inputs.releases))
    write_text(home(ctx) / MANIFEST, json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def hand_out_file(ctx: Context, target: Path, make: Callable[[Path], None]) -> Path:
    """One export, made aside, checked for leaks and moved to where the user wants it. Raises InputError for a folder."""
    if target.is_dir():
        raise InputError(f"{target} is a folder. Give the file's name as well: -o {target / 'NAME'}")
    with making_aside(ctx, target.parent) as aside:
        make(aside / target.name)
        refuse_leaks(ctx, aside)
        with plainly(target):
            os.replace(aside / target.name, target)
    return target


def hand_out_folder(ctx: Context, target: Path, make: Callable[[Path], None]) -> Path:
    """A folder of exports, made aside, checked for leaks, moved in file by file: what else lies in that folder stays."""
    with plainly(target):
        target.mkdir(parents=True, exist_ok=True)
    with making_aside(ctx, target) as made:
        make(made)
        refuse_leaks(ctx, made)
        for path in sorted(p for p in made.rglob("*") if p.is_file()):
            place = target / path.relative_to(made)
            with plainly(place):
                place.parent.mkdir(parents=True, exist_ok=True)
                os.replace(path, place)
    return target


def current_analysis(ctx: Context) -> Analysis:
    """The analysis of the store as it stands, made once a command."""
    from csa_research.analysis import analyse
    from csa_research.study import gather

    if ctx.analysis is None:
        ctx.analysis = analyse(gather(ctx.study, ctx.store))
    return ctx.analysis


def run_findings(ctx: Context) -> str:
    """Matrix, balances, emotions, saturation and the quote sheet as workbooks; the conference pack."""
    from csa_research.export import figures
    from csa_research.export.documents import slides
    from csa_research.export.tabular import excel

    analysis = current_analysis(ctx)

    def make(folder: Path) -> None:
        excel.write_findings(folder / "findings" / "findings.xlsx", analysis)
        figures.write_findings_figures(folder / "findings", analysis)
        excel.write_conference_quotes(folder / "conference" / "conference_quotes.xlsx", analysis)
        slides.write_conference_pack(folder / "conference" / "conference_pack.pptx", analysis)

    made = hand_out(ctx, "findings", ("findings", "conference"), make)
    return f"{len(analysis.codings)} codings, {len(analysis.quotes)} quotes, {len(analysis.groups)} groups; {made} files"


def run_theory(ctx: Context) -> str:
    """The drawing (SVG, PNG), and the workbook of links, logic model, evaluation framework, recommendations."""
    from csa_research.export import figures
    from csa_research.export.tabular import excel

    analysis = current_analysis(ctx)

    def make(folder: Path) -> None:
        excel.write_theory(folder / "theory" / "theory_of_change.xlsx", analysis)
        figures.write_theory_drawing(folder / "theory", analysis)

    made = hand_out(ctx, "theory", ("theory",), make)
    spoken = sum(bool(e.need.citations or e.mechanism.citations or e.counter.citations) for e in analysis.link_evidence)
    return f"{spoken} of {len(analysis.theory.links)} links have focus-group evidence; {made} files"


def run_report(ctx: Context) -> str:
    """The report in Word and HTML, and every notebook executed to HTML."""
    from csa_research.export import notebooks, report_html
    from csa_research.export.documents import word
    from csa_research.resources import notebooks_dir

    analysis = current_analysis(ctx)

    def make(folder: Path) -> None:
        word.write_report(folder / "report" / "report.docx", analysis, home(ctx))
        report_html.write_report(folder / "report" / "report.html", analysis)
        notebooks.execute_all(notebooks_dir(), ctx.study.folder, folder / "notebooks", progress=ctx.progress)

    made = hand_out(ctx, "report", ("report", "notebooks"), make)
    return f"report.docx, report.html and {made - 2} notebooks"


def warn_of_wide(ctx: Context, analysis: Analysis) -> None:
    """Tells the person where the project's texts hold characters after which NVivo would shift codings."""
    from csa_research.export import refi_qda

    if wide := refi_qda.wide_characters(analysis):
        ctx.tell(
            f"Note: {wide} character{'s' * (wide != 1)} above U+FFFF (emoji and the like) in the texts: NVivo counts each as"
            " two and will shift the codings after it. Other programs are not affected."
        )


def run_export(ctx: Context) -> str:
    """Released transcripts, codebook and project to take away."""
    from csa_research.coding.sheets import write_codings_csv
    from csa_research.export import refi_qda, transcripts

    analysis = current_analysis(ctx)

    def make(folder: Path) -> None:
        transcripts.write_all(folder / "transcripts", analysis)
        refi_qda.write_codebook(folder / "exchange" / "codebook.qdc", analysis.codebook)
        refi_qda.write_project(folder / "exchange" / "project.qdpx", analysis)
        warn_of_wide(ctx, analysis)
        write_codings_csv(folder / "exchange" / "codings.csv", analysis.codings)

    made = hand_out(ctx, "export", ("transcripts", "exchange"), make)
    return f"{len(analysis.groups)} released transcripts, codebook.qdc, project.qdpx; {made} files"
