"""The notebooks executed on a study and turned into web pages, by nbclient and nbconvert."""

from __future__ import annotations

import copy
import html
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from csa_research.atomic import write_text
from csa_research.errors import InputError

TIMEOUT = 600
QUIET = ["--IPKernelApp.log_level=40"]  # errors only
_ACTIVE = re.compile(r"<(script|link|iframe|object|embed)\b[^>]*>(?:.*?</\1\s*>)?", re.IGNORECASE | re.DOTALL)
_PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body{{font:16px/1.6 system-ui,"Segoe UI",Arial,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}}
h1{{font-size:1.7rem}} h2{{margin-top:2.4rem;border-bottom:2px solid #ccd6e0;padding-bottom:.2rem}} p,ul{{max-width:48rem}}
.anchor-link{{display:none}} img,svg{{max-width:100%;height:auto}}
.jp-RenderedHTMLCommon,.output_html,.output_area{{overflow-x:auto}}
table{{border-collapse:collapse;font-size:.8rem;line-height:1.4;margin:.6rem 0;border:0}}
th,td{{border:1px solid #cfd6de;padding:.25rem .45rem;vertical-align:top;text-align:left;max-width:30rem}}
td{{min-width:2.5rem}} .output_html,.output_subarea{{overflow-x:auto}} th{{background:#eef3f8}}
</style></head><body><main>
{body}
</main></body></html>
"""


def notebook_files(folder: Path) -> tuple[Path, ...]:
    """The notebooks of a folder in the order of their names. Raises InputError when there is none."""
    found = tuple(sorted(p for p in folder.glob("*.ipynb") if not p.name.startswith(".")))
    if not found:
        raise InputError(f"{folder} holds no notebook (.ipynb). Reinstall csa_research.")
    return found


def execute_all(notebooks: Path, study: Path, out: Path, *, progress: Callable[[int, int], None] | None = None) -> tuple[Path, ...]:
    """Every notebook run on `study` and written to `out` as HTML without its code cells' prompts."""
    files = notebook_files(notebooks)
    pages = []
    for i, path in enumerate(files):
        page = out / f"{path.stem}.html"
        write_text(page, execute(path, study))
        pages.append(page)
        if progress:
            progress(i + 1, len(files))
    return tuple(pages)


def execute(path: Path, study: Path) -> str:
    """One notebook's HTML after running it on `study`. Raises InputError naming notebook and cell when a cell fails."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError

    try:
        book = nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        raise InputError(f"{path.name} cannot be read as a notebook ({type(error).__name__}). Reinstall csa_research.") from None
    place = {"metadata": {"path": str(study.resolve())}}
    client = NotebookClient(book, timeout=TIMEOUT, kernel_name="python3", resources=place, extra_arguments=QUIET)
    before = os.environ.get("CSA_STUDY")
    os.environ["CSA_STUDY"] = str(study.resolve())
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError, RuntimeError) as error:  # RuntimeError: the kernel did not start or died
        cell = sum(1 for c in book.cells if c.get("execution_count")) or 1
        kind = getattr(error, "ename", type(error).__name__)
        raise InputError(
            f"{path.name}: code cell {cell} failed ({kind}). Open it in Jupyter with CSA_STUDY set to see why."
        ) from None
    finally:
        if before is None:
            os.environ.pop("CSA_STUDY", None)
        else:
            os.environ["CSA_STUDY"] = before
    return to_html(book, path.stem.replace("_", " "))


def to_html(book: Any, title: str = "Notebook") -> str:
    """An executed notebook as one page that needs nothing from outside: prose, tables, pictures; no code, no script."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(template_name="basic", exclude_input=True, exclude_input_prompt=True, exclude_output_prompt=True)
    body, _ = exporter.from_notebook_node(_without_chatter(book))
    return _PAGE.format(title=html.escape(title), body=_ACTIVE.sub("", str(body)))


def _without_chatter(book: Any) -> Any:
    """The notebook without what was written to stderr: warnings name files of the machine that ran it."""
    kept = copy.deepcopy(book)
    for cell in kept.cells:
        if cell.cell_type == "code":
            cell.outputs = [o for o in cell.outputs if o.get("name") != "stderr"]
    return kept
