"""Single exports that a person asks for by name."""

from __future__ import annotations

import json
from pathlib import Path

from csa_research.atomic import write_text
from csa_research.errors import PersonNeeded
from csa_research.findings.topic_emotions import TopicEmotion
from csa_research.pipeline.context import Context
from csa_research.pipeline.outputs import hand_out_file, hand_out_folder
from csa_research.pipeline.runner import run_up_to
from csa_research.records import TopicModel


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
    """The topic of every turn (jsonl), the topics themselves (json), or a folder with a fitted BERTopic (bertopic).

    Raises PersonNeeded where there is no topic to make a BERTopic of.
    """
    from csa_research.pipeline.topical.topic_exports import topics_body, write_bertopic
    from csa_research.topics.windows import by_turn

    run_up_to(ctx, "topics")
    model, turns = ctx.store.topics(), ctx.store.turns()
    if format == "bertopic":
        return write_bertopic(ctx, model, out or ctx.study.outputs / "bertopic")
    target = out or ctx.study.outputs / f"topics.{format}"
    if format == "jsonl":
        topic = by_turn(model.windows, model.assignment) if model else {}
        rows = ({"group": t.group, "turn": t.index, "topic": topic.get((t.group, t.index), -1)} for t in turns)
        text = "".join(json.dumps(row) + "\n" for row in rows)
    else:
        text = json.dumps(topics_body(model, ctx.store.codings(), _emotions(ctx, model)), indent=2, ensure_ascii=False) + "\n"
    return hand_out_file(ctx, target, lambda path: write_text(path, text))


def _emotions(ctx: Context, model: TopicModel | None) -> tuple[TopicEmotion, ...]:
    """Topics beside the emotions that are not locked; () before anything is coded."""
    from csa_research.pipeline.topical.topic_tables import emotion_rows

    if model is None or not ctx.store.codings():
        return ()
    locked = {code.id for code in ctx.study.codebook().codes if code.locked}
    return tuple(row for row in emotion_rows(ctx, model) if row.code not in locked)


def hand_out_text(ctx: Context, out: Path | None, text: str) -> Path | None:
    """The file the text was written to, searched for original words first; None = printed on standard output."""
    if out is None:
        print(text, end="")
        return None
    return hand_out_file(ctx, out, lambda path: write_text(path, text))
