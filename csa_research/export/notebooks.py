"""The notebooks executed on a study and turned into web pages, by nbclient and nbconvert."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from csa_research.atomic import write_text
from csa_research.errors import InputError

TIMEOUT = 600


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

    book = nbformat.read(path, as_version=4)
    client = NotebookClient(book, timeout=TIMEOUT, kernel_name="python3", resources={"metadata": {"path": str(study.resolve())}})
    before = os.environ.get("CSA_STUDY")
    os.environ["CSA_STUDY"] = str(study.resolve())
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError) as error:
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
    return to_html(book)


def to_html(book: object) -> str:
    """An executed notebook as one page: prose, tables and figures; code left out, no script from outside."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(template_name="classic", exclude_input=True, exclude_input_prompt=True, exclude_output_prompt=True)
    exporter.require_js_url = ""
    exporter.jquery_url = ""
    exporter.mathjax_url = ""
    body, _ = exporter.from_notebook_node(book)
    return str(body)
