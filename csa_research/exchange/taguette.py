"""Taguette's list of highlights as .html: words, then the document's name and the tags."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from csa_research.errors import FormatError
from csa_research.exchange.marked import Marked
from csa_research.guards import check_file, decode_bytes

BLOCKS = frozenset({"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "tr", "blockquote", "hr"})
SILENT = frozenset({"script", "style", "head", "title"})


def read_highlights(path: Path) -> tuple[Marked, ...]:
    """The highlights of the page, one mark a tag. Raises FormatError where it is no such page."""
    check_file(path, noun="page", limit=20_000_000)
    page = _Page()
    page.feed(decode_bytes(path.name, path.read_bytes())[0])
    page.close()
    if not page.found:
        raise FormatError(f"{path.name}: holds no highlights of Taguette. In Taguette: Highlights, See all, Export this view.")
    return tuple(page.found)


class _Page(HTMLParser):
    """Blocks of words; the one with "Document:" and "Tags:" in bold closes a highlight."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Marked] = []
        self._words: list[str] = []  # blocks since the last highlight
        self._block: list[str] = []
        self._bold: list[str] = []  # texts in <strong> of the block, and what follows each
        self._in_bold = False
        self._silent = 0
        self._count = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in SILENT
        if tag in BLOCKS:
            self._end_block()
        if tag in ("h1", "hr"):
            self._words.clear()
        if tag == "strong":
            self._in_bold = True
            self._bold.append("")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT and self._silent > 0
        if tag == "strong":
            self._in_bold = False
            self._bold.append("")
        if tag in BLOCKS:
            self._end_block()
        if tag == "h1":
            self._words.clear()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self._block.append(data)
        if self._bold:
            self._bold[-1] += data

    def close(self) -> None:
        super().close()
        self._end_block()

    def _end_block(self) -> None:
        text, bold = " ".join("".join(self._block).split()), [" ".join(part.split()) for part in self._bold]
        self._block, self._bold = [], []
        if len(bold) == 4 and bold[0].endswith(":") and bold[2].endswith(":"):
            self._close_highlight(bold[1], bold[3])
        elif text:
            self._words.append(text)

    def _close_highlight(self, document: str, tags: str) -> None:
        quote = "\n".join(self._words)
        self._words = []
        self._count += 1
        for tag in (part.strip() for part in tags.split(", ")):
            if quote:
                self.found.append(Marked(self._count, document, quote, "", quote.split("\n")[0], 0.0, code=tag or "(no tag)"))
