"""The pictures in docs/images, from a finished demonstration: `make docs` (or `python scripts/build_docs.py outputs/demo`).

The slide needs LibreOffice and pdftoppm; without them the slide's picture is left as it is, and the script says so.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
COPIED = {
    "theory/theory_of_change.png": "theory_of_change.png",
    "findings/balance.png": "balance.png",
    "findings/topics_agencies.png": "topics_agencies.png",
}
SLIDE = 2


def main(demo: Path) -> None:
    """Copy the figures and picture one slide of the conference pack."""
    if not (demo / "manifest.json").is_file():
        sys.exit(f"{demo} holds no demonstration. Make it first: make demo")
    IMAGES.mkdir(parents=True, exist_ok=True)
    for source, name in COPIED.items():
        shutil.copyfile(demo / source, IMAGES / name)
        print(f"docs/images/{name}")
    print(slide(demo / "conference" / "conference_pack.pptx", IMAGES / "conference_slide.png"))


def slide(deck: Path, picture: Path) -> str:
    """A line that says what became of the slide's picture."""
    if not (shutil.which("libreoffice") and shutil.which("pdftoppm")):
        return "docs/images/conference_slide.png left as it is: LibreOffice or pdftoppm is not installed"
    with tempfile.TemporaryDirectory() as aside:
        subprocess.run(
            ["libreoffice", "--headless", "--convert-to", "pdf", "--outdir", aside, deck], check=True, capture_output=True
        )
        pdf = Path(aside) / f"{deck.stem}.pdf"
        numbers = ["-f", str(SLIDE), "-l", str(SLIDE), "-singlefile"]
        subprocess.run(["pdftoppm", "-r", "60", "-png", *numbers, pdf, picture.with_suffix("")], check=True)
    return f"docs/images/{picture.name}"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "outputs" / "demo")
