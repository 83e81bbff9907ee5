"""The report as one web page."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.atomic import write_text
from csa_research.export.report import Block, Citation, FigureBlock, Heading, Paragraph, TableBlock, build, target

if TYPE_CHECKING:
    from csa_research.analysis import Analysis

_PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body{{font:16px/1.6 system-ui,"Segoe UI",Arial,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}}
h1{{font-size:1.7rem}} h2{{margin-top:2.4rem;border-bottom:2px solid #ccd6e0;padding-bottom:.2rem}}
blockquote{{margin:.6rem 0 .9rem 1rem;padding:.2rem 0 .2rem 1rem;border-left:4px solid #0072B2}}
cite{{font-style:normal;color:#444;font-size:.9rem}} .refs{{font-size:.72rem;color:#555}} .refs a{{color:#1d5fa8}}
.wide{{overflow-x:auto}} table{{border-collapse:collapse;font-size:.82rem}} th,td{{border:1px solid #cfd6de;padding:.3rem .5rem;
vertical-align:top;text-align:left}} th{{background:#eef3f8}} caption{{text-align:left;font-weight:600;padding:.4rem 0}}
figure{{margin:1rem 0}} img{{max-width:100%}} figcaption{{font-size:.85rem;color:#444}}
.stamp{{background:#fff3c4;border-left:.4rem solid #a66a00;padding:.4rem .8rem}}
</style></head><body><main>{stamp}{body}</main></body></html>
"""


def write_report(path: Path, analysis: Analysis) -> None:
    """report.html, with links to ../transcripts/ and pictures from ../findings/ and ../theory/."""
    write_text(path, page(analysis))


def page(analysis: Analysis) -> str:
    """The report's HTML."""
    body = "\n".join(_render(block, analysis) for block in build(analysis))
    stamp = f'<p class="stamp">{html.escape(analysis.stamp)}</p>' if analysis.stamp else ""
    return _PAGE.format(title=html.escape(analysis.title), stamp=stamp, body=body)


def _render(block: Block, analysis: Analysis) -> str:
    match block:
        case Heading(level, text):
            return f"<h{level}>{html.escape(text)}</h{level}>"
        case Paragraph(text, refs):
            return f"<p>{html.escape(text)}{_refs(refs, analysis)}</p>"
        case Citation(quote, agency):
            label, link = target(analysis, quote.id)
            return (
                f"<blockquote>“{html.escape(quote.text)}”<br><cite>{html.escape(agency)} "
                f'<span class="refs">[<a href="{link}">{label}</a>]</span></cite></blockquote>'
            )
        case TableBlock(caption, frame):
            head = "".join(f"<th>{html.escape(str(c))}</th>" for c in frame.columns)
            rows = "".join(f"<tr>{''.join(_cell(v, analysis) for v in row)}</tr>" for row in frame.itertuples(index=False))
            return (
                f'<div class="wide"><table><caption>{html.escape(caption)}</caption><thead><tr>{head}</tr></thead>'
                f"<tbody>{rows}</tbody></table></div>"
            )
        case FigureBlock(caption, file, refs):
            return (
                f'<figure><img src="../{file}" alt="{html.escape(caption)}"><figcaption>{html.escape(caption)}'
                f"{_refs(refs, analysis)}</figcaption></figure>"
            )


def _cell(value: object, analysis: Analysis) -> str:
    text = "" if value is None or value != value else str(value)
    words = [_linked(word, analysis) for word in text.split(" ")]
    return f"<td>{' '.join(words)}</td>"


def _linked(word: str, analysis: Analysis) -> str:
    if len(word) == 8 and word.startswith("Q"):
        try:
            label, link = target(analysis, word)
        except KeyError:
            return html.escape(word)
        return f'<a href="{link}">{label}</a>'
    return html.escape(word)


def _refs(refs: tuple[str, ...], analysis: Analysis) -> str:
    if not refs:
        return ""
    links = ", ".join('<a href="{1}">{0}</a>'.format(*target(analysis, ref)) for ref in refs)
    return f' <span class="refs">[{links}]</span>'
