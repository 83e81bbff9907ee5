"""Single exports that a person asks for by name."""

from __future__ import annotations

import json
from pathlib import Path

from csa_research.atomic import write_text
from csa_research.errors import PersonNeeded
from csa_research.pipeline.context import Context
from csa_research.pipeline.outputs import hand_out_file, hand_out_folder
from csa_research.pipeline.runner import run_up_to


def export_transcripts(ctx: Context, format: str, out: Path | None) -> Path:
    """Released transcripts. Raises PersonNeeded when nothing has been released."""
    from csa_research.analysis import stamp
    from csa_research.export import transcripts

    releases = ctx.store.releases()
    if not releases:
        raise PersonNeeded(f"Nothing has been released yet: csa release {ctx.study.folder} --by NAME")
    turns = ctx.store.turns()
    mark = stamp(ctx.study.settings, releases)
    if format in ("jsonl", "txt"):
        target = out or ctx.study.outputs / f"transcripts.{format}"
        text = transcripts.jsonl(turns) if format == "jsonl" else transcripts.plain_all(turns, mark)
        return hand_out_file(ctx, target, lambda path: write_text(path, text))
    return hand_out_folder(
        ctx, out or ctx.study.outputs / f"transcripts_{format}", lambda folder: transcripts.write_each(folder, turns, mark, format)
    )


def export_topics(ctx: Context, format: str, out: Path | None) -> Path:
    """The topic of every turn (jsonl), or the topics themselves (json)."""
    from csa_research.topics.windows import by_turn

    run_up_to(ctx, "topics")
    model, turns = ctx.store.topics(), ctx.store.turns()
    target = out or ctx.study.outputs / f"topics.{format}"
    if format == "jsonl":
        topic = by_turn(model.windows, model.assignment) if model else {}
        rows = ({"group": t.group, "turn": t.index, "topic": topic.get((t.group, t.index), -1)} for t in turns)
        text = "".join(json.dumps(row) + "\n" for row in rows)
    else:
        text = json.dumps(_topics(ctx), indent=2, ensure_ascii=False) + "\n"
    return hand_out_file(ctx, target, lambda path: write_text(path, text))


def hand_out_text(ctx: Context, out: Path | None, text: str) -> Path | None:
    """The file the text was written to, searched for original words first; None = printed on standard output."""
    if out is None:
        print(text, end="")
        return None
    return hand_out_file(ctx, out, lambda path: write_text(path, text))


def _topics(ctx: Context) -> dict[str, object]:
    model = ctx.store.topics()
    if model is None:
        return {"topics": [], "settings": {}}
    quotes: dict[tuple[str, int], list[str]] = {}
    for coding in ctx.store.codings():
        quotes.setdefault((coding.group, coding.turn), []).append(coding.quote_id)
    window = {w.id: w for w in model.windows}
    topics = [
        {
            "topic": t.id,
            "label": t.label,
            "note": t.note,
            "words": list(t.words),
            "stability": t.stability,
            "subsample_stability": t.subsample_stability,
            "leave_out_stability": t.leave_out_stability,
            "windows": len(t.windows),
            "groups": list(t.groups),
            "people": t.participants,
            "agencies": dict(t.agencies),
            "shown": t.exportable,
            "typical_turns": [{"group": g, "turn": i} for g, i in t.typical_turns],
            "quote_ids": sorted({q for w in t.windows for i in window[w].turns for q in quotes.get((window[w].group, i), [])}),
        }
        for t in model.topics
    ]
    curve = [{"topics": k, "stability": s, "separation": d} for k, s, d in model.curve]
    return {"topics": topics, "curve": curve, "settings": dict(model.settings)}
