"""Released transcripts as JSON lines, plain text, Word and HTML. The HTML has an anchor a turn: quote ids lead there."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.atomic import replacing, write_text
from csa_research.export.documents.office import neutral
from csa_research.export.text import carried
from csa_research.records import Quote, Turn

if TYPE_CHECKING:
    from csa_research.analysis import Analysis


def jsonl(turns: Sequence[Turn]) -> str:
    """One object a turn: group, turn (0-based, file order), speaker, text."""
    rows = ({"group": t.group, "turn": t.index, "speaker": t.speaker, "text": t.text} for t in turns)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def plain(turns: Sequence[Turn], stamp: str) -> str:
    """`Label: text`, a line a turn, under a heading that says what the text is."""
    head = f"{heading(stamp)}\n\n"
    return head + "".join(f"{t.speaker}: {' '.join(t.text.split())}\n" for t in turns)


def plain_all(turns: Sequence[Turn], stamp: str) -> str:
    """Every group's transcript in one text, each under its id."""
    groups = dict.fromkeys(t.group for t in turns)
    return "\n".join(f"Group {g}\n{plain([t for t in turns if t.group == g], stamp)}" for g in groups)


def write_each(folder: Path, turns: Sequence[Turn], stamp: str, format: str) -> None:
    """One .docx or .html a group."""
    for group in dict.fromkeys(t.group for t in turns):
        own = [t for t in turns if t.group == group]
        if format == "docx":
            write_docx(folder / f"{group}.docx", f"Group {group}", own, stamp)
        else:
            write_text(folder / f"{group}.html", html_page(f"Group {group}", own, (), stamp))


def heading(stamp: str) -> str:
    """What every released transcript says at its top."""
    return f"Released transcript{f' - {stamp}' if stamp else ''} - names and details replaced [like this]"


def write_docx(path: Path, title: str, turns: Sequence[Turn], stamp: str) -> None:
    """A Word transcript: speaker in bold, turn number in the margin style, neutral document properties."""
    from docx import Document
    from docx.shared import Pt

    document = Document()
    neutral(document.core_properties, title)
    document.sections[0].header.paragraphs[0].text = heading(stamp)
    document.add_heading(title, level=1)
    for turn in turns:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        number = paragraph.add_run(f"{turn.index}  ")
        number.font.size = Pt(7)
        paragraph.add_run(carried(f"{turn.speaker}: ")).bold = True
        paragraph.add_run(carried(turn.text))
    with replacing(path) as temporary:
        document.save(str(temporary))


_PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body{{font:16px/1.55 system-ui,"Segoe UI",Arial,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}}
.stamp{{background:#fff3c4;border-left:.4rem solid #a66a00;padding:.4rem .8rem}}
.turn{{margin:.35rem 0;padding:.15rem .4rem;border-left:3px solid transparent}}
.turn:target{{background:#e8f1fb;border-color:#1d5fa8}}
.n{{color:#5c5c5c;font-size:.75rem;text-decoration:none;margin-right:.5rem}}
.f{{color:#444;font-style:italic}}
.q{{color:#5c5c5c;font-size:.72rem;margin-left:.4rem}}
mark{{background:#e6efe0;color:inherit}}
</style></head><body><main><h1>{title}</h1><p class="stamp">{stamp}</p>
{body}
</main></body></html>
"""


def html_page(title: str, turns: Sequence[Turn], quotes: Sequence[Quote], stamp: str) -> str:
    """The transcript as a page: `#t12` is turn 12; cited words are marked and followed by their quote ids."""
    cited: dict[int, list[Quote]] = {}
    for quote in quotes:
        cited.setdefault(quote.turn, []).append(quote)
    body = "\n".join(_html_turn(turn, cited.get(turn.index, [])) for turn in turns)
    return _PAGE.format(title=_safe(title), stamp=_safe(heading(stamp)), body=body)


def _safe(text: str) -> str:
    return html.escape(carried(text))


def _html_turn(turn: Turn, quotes: Sequence[Quote]) -> str:
    kind = " f" if turn.role == "facilitator" else ""
    labels = "".join(f'<span class="q" id="{_safe(q.id)}">{_safe(q.id)}</span>' for q in quotes)
    return (
        f'<p class="turn{kind}" id="t{turn.index}"><a class="n" href="#t{turn.index}">{turn.index}</a>'
        f"<b>{_safe(turn.speaker)}:</b> {_marked(turn.text, quotes)}{labels}</p>"
    )


def _marked(text: str, quotes: Sequence[Quote]) -> str:
    from csa_research.offsets import merge

    out: list[str] = []
    at = 0
    for span in merge(q.span for q in quotes):
        out += (_safe(text[at : span.start]), "<mark>", _safe(text[span.start : span.end]), "</mark>")
        at = span.end
    return "".join(out) + _safe(text[at:])


def write_all(folder: Path, analysis: Analysis) -> None:
    """Every group as .docx, .txt and .html, and all groups in released.jsonl."""
    write_text(folder / "released.jsonl", jsonl(analysis.turns))
    for group in analysis.groups:
        turns = [t for t in analysis.turns if t.group == group.group_id]
        if not turns:
            continue
        name = group.group_id
        write_text(folder / f"{name}.txt", plain(turns, analysis.stamp))
        write_docx(folder / f"{name}.docx", f"Group {name}", turns, analysis.stamp)
        quotes = [q for q in analysis.quotes if q.group == name]
        write_text(folder / f"{name}.html", html_page(f"Group {name}", turns, quotes, analysis.stamp))
