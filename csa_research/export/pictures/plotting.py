"""Pages to draw on and files to keep, by matplotlib: the same data gives the same SVG."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from csa_research.atomic import replacing

STYLE = {
    "svg.hashsalt": "csa_research",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],  # travels with matplotlib: the same widths on every machine
    "font.size": 9,
    "hatch.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
INK, SOFT = "#1a1a1a", "#444444"


@contextmanager
def canvas(width: float, height: float) -> Iterator[tuple[Any, Any]]:
    """A figure of this size in inches and its axes."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        FigureCanvasAgg(figure)
        yield figure, figure.subplots()


def save(figure: Any, folder: Path, name: str) -> None:
    """Nothing; the folder then holds the figure as name.svg and name.png. Raises CsaError when they cannot be written."""
    with replacing(folder / f"{name}.svg") as path:
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": "csa_research"})
    with replacing(folder / f"{name}.png") as path:
        path.write_bytes(png(figure))


def png(figure: Any, *, dpi: int = 170) -> bytes:
    """The figure as PNG."""
    kept = io.BytesIO()
    figure.savefig(kept, format="png", dpi=dpi, metadata={"Software": "csa_research"})
    return kept.getvalue()


def note(figure: Any, *lines: str) -> None:
    """Nothing; the lines then stand below the figure, as wide as it is."""
    width = int(figure.get_size_inches()[0] * 17)
    text = "\n".join(part for line in lines if line for part in textwrap.wrap(line, width))
    figure.supxlabel(text, x=0.01, ha="left", fontsize=7.5, color=SOFT)


def wrapped(text: str, width: int) -> str:
    """The text in lines of at most this many characters."""
    return "\n".join(textwrap.wrap(text, width))


def empty(axes: Any, text: str) -> None:
    """Nothing; the axes then say in words why nothing is drawn."""
    axes.set_axis_off()
    axes.text(0.5, 0.5, text, ha="center", va="center", transform=axes.transAxes, color=SOFT)
