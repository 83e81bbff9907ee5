"""The report as one web page."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING

from csa_research.atomic import write_text
from csa_research.export.report import build
from csa_research.export.report.blocks import (
    Block,
    Citation,
    Contents,
    FigureBlock,
    Heading,
    Paragraph,
    TableBlock,
    Targets,
    Turned,
    flat,
    sections,
    targets,
)
from csa_research.export.text import carried

if TYPE_CHECKING:
    from csa_research.analysis import Analysis

_PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body{{font:16px/1.6 system-ui,"Segoe UI",Arial,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}}
h1{{font-size:1.7rem;line-height:1.25}} h2{{margin-top:2.4rem;border-bottom:2px solid #ccd6e0;padding-bottom:.2rem}}
h3{{margin-top:1.8rem}} p{{max-width:46rem}}
blockquote{{max-width:43rem;margin:.6rem 0 .9rem 1rem;padding:.2rem 0 .2rem 1rem;border-left:4px solid #0072B2}}
cite{{font-style:normal;color:#444;font-size:.9rem}} .refs{{font-size:.75rem;color:#555}} .refs a,td a{{color:#1d5fa8}}
.wide{{overflow-x:auto}} table{{border-collapse:collapse;font-size:.82rem;line-height:1.4;min-width:44rem}}
th,td{{border:1px solid #cfd6de;padding:.3rem .5rem;vertical-align:top;text-align:left}} th{{background:#eef3f8}}
caption{{text-align:left;font-weight:600;padding:.4rem 0}}
figure{{margin:1.4rem 0}} img{{max-width:100%}} figcaption{{font-size:.85rem;color:#444}}
nav{{background:#f5f8fb;padding:.6rem 1.2rem;margin:1.4rem 0}}
.stamp{{background:#fff3c4;border-left:.4rem solid #a66a00;padding:.4rem .8rem}}
@media print{{body{{max-width:none;font-size:10.5pt}} h2,h3{{break-after:avoid}} tr,blockquote,figure{{break-inside:avoid}}}}
</style></head><body><main>{stamp}
{body}
</main></body></html>
"""


def write_report(path: Path, analysis: Analysis) -> None:
    """report.html, with links to ../transcripts/ and pictures from ../findings/ and ../theory/."""
    write_text(path, page(analysis))


def page(analysis: Analysis) -> str:
    """The report's HTML."""
    blocks = flat(build(analysis))
    links, contents = targets(analysis), sections(blocks)
    anchors = iter(anchor for anchor, _ in contents)
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            parts.append(f'<h2 id="{next(anchors)}">{_text(block.text)}</h2>')
        elif isinstance(block, Contents):
            items = "".join(f'<li><a href="#{anchor}">{_text(title)}</a></li>' for anchor, title in contents)
            parts.append(f'<nav aria-label="Contents"><b>Contents</b><ul>{items}</ul></nav>')
        else:
            parts.append(_render(block, links))
    stamp = f'<p class="stamp">{_text(analysis.stamp)}</p>' if analysis.stamp else ""
    return _PAGE.format(title=_text(analysis.title), stamp=stamp, body="\n".join(parts))


def _text(value: object) -> str:
    return html.escape(carried(str(value)))


def _render(block: Block, links: Targets) -> str:
    match block:
        case Heading(level, text):
            return f"<h{level}>{_text(text)}</h{level}>"
        case Paragraph(text, refs, lead):
            opening = f"<b>{_text(lead)}</b> " if lead else ""
            return f"<p>{opening}{_text(text)}{_refs(refs, links)}</p>"
        case Citation(quote, agency):
            return f"<blockquote>“{_text(quote.text)}”<br><cite>{_text(agency)}</cite>{_refs((quote.id,), links)}</blockquote>"
        case TableBlock():
            return _table(block, links)
        case FigureBlock(caption, file, refs):
            picture = f'<img src="../{file}" alt="{_text(caption)}">'
            return f"<figure>{picture}<figcaption>{_text(caption)}{_refs(refs, links)}</figcaption></figure>"
        case Turned(blocks):
            return "\n".join(_render(each, links) for each in blocks)
        case Contents():
            return ""


def _table(block: TableBlock, links: Targets) -> str:
    head = "".join(f'<th scope="col">{_text(column)}</th>' for column in block.frame.columns)
    rows = "".join(f"<tr>{''.join(_cell(v, links) for v in row)}</tr>" for row in block.frame.itertuples(index=False))
    whole = sum(block.widths)
    columns = "".join(f'<col style="width:{100 * share / whole:.0f}%">' for share in block.widths)
    return (
        f'<div class="wide" tabindex="0"><table><caption>{_text(block.caption)}{_refs(block.refs, links)}</caption>'
        f"<colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(value: object, links: Targets) -> str:
    text = "" if value is None or value != value else str(value)
    return f"<td>{' '.join(_linked(word, links) for word in text.split(' '))}</td>"


def _linked(word: str, links: Targets) -> str:
    if word in links:
        label, link = links[word]
        return f'<a href="{html.escape(link)}">{_text(label)}</a>'
    return _text(word)


def _refs(refs: tuple[str, ...], links: Targets) -> str:
    if not refs:
        return ""
    return f' <span class="refs">[{", ".join(_linked(ref, links) for ref in refs)}]</span>'
