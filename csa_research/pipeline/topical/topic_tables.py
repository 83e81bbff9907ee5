"""Topics beside emotions, and over the meeting, for the terminal: as a table for a person or as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from csa_research.errors import InputError, PersonNeeded
from csa_research.findings.topic_emotions import INTERVAL, TopicEmotion, topic_emotions
from csa_research.findings.topic_timeline import INTERVAL as OVER_GROUPS
from csa_research.findings.topic_timeline import Moment, timeline
from csa_research.pipeline.context import Context
from csa_research.pipeline.runner import run_up_to
from csa_research.records import Coding, TopicModel
from csa_research.topics.guided import GUIDED, is_guided


def emotion_rows(ctx: Context, model: TopicModel) -> tuple[TopicEmotion, ...]:
    """Every topic beside every emotion that was coded."""
    return topic_emotions(
        model, decided(ctx), ctx.store.turns(), ctx.store.groups(), ctx.study.codebook(), seed=ctx.study.settings.seed
    )


def decided(ctx: Context) -> tuple[Coding, ...]:
    """The codings that count: what a meeting of coders settled stands for what they had coded there."""
    from csa_research.coding.reliability.disagreements import settled

    return settled(ctx.store.codings())


def emotion_text(ctx: Context, format: str) -> str:
    """Topics beside emotions. Raises InputError without topics, PersonNeeded before anything is coded."""
    model = _model(ctx)
    if not ctx.store.codings():
        raise PersonNeeded(f"Nothing is coded yet, so no emotion stands in any topic: csa code import {ctx.study.folder} FILE")
    rows = emotion_rows(ctx, model)
    if format == "json":
        unit = "a coded turn of a participant; intervals over focus groups"
        body = {"unit": unit, "interval": INTERVAL, "guided": is_guided(model), "rows": [asdict(r) for r in rows]}
        return json.dumps(body, indent=2, ensure_ascii=False) + "\n"
    lines = [
        "Share of a topic's coded turns that carry an emotion, beside that share in all other coded turns. Not a test.",
        "",
        *_emotion_table(ctx, model, [r for r in rows if r.turns]),
        "",
        f"Interval: {INTERVAL}. Emotions without a turn in a topic are not listed.",
    ]
    return _ended(lines, model)


def _emotion_table(ctx: Context, model: TopicModel, rows: Sequence[TopicEmotion]) -> tuple[str, ...]:
    """A head and a line a row: topics by their name or words, emotions by code and name."""
    called = {t.id: f"{t.id:>5}  {t.own_label or ', '.join(t.words[:4])}" for t in model.topics}
    codes = {c.id: f"{c.id}  {c.name}" for c in ctx.study.codebook().codes}
    names = [(called[r.topic], codes.get(r.code, r.code)) for r in rows]
    wide, broad = (max([len(head), *(len(name[at]) for name in names)]) for at, head in enumerate(("topic", "emotion")))
    head = f"{'topic':<{wide}}  {'emotion':<{broad}}  turns  of coded  groups  people  share  elsewhere  difference  interval"
    told = zip(names, rows, strict=True)
    return (head, *(f"{topic:<{wide}}  {emotion:<{broad}}  {_emotion(r)}" for (topic, emotion), r in told))


def _emotion(r: TopicEmotion) -> str:
    share, elsewhere = (f"{x:.2f}" if x is not None else "n.d." for x in (r.share, r.elsewhere))
    difference = f"{r.difference:+.2f}" if r.difference is not None else "n.d."
    told = "not defined" if r.low is None or r.high is None else f"{r.low:+.2f} to {r.high:+.2f}"
    counts = f"{r.turns:>5}  {r.coded:>8}  {r.groups:>6}  {r.participants:>6}"
    return f"{counts}  {share:>5}  {elsewhere:>9}  {difference:>10}  {told}"


def timeline_text(ctx: Context, format: str) -> str:
    """Topics over the guide's questions, or over tenths of the meeting. Raises InputError without topics."""
    model, guide = _model(ctx), ctx.study.settings.topics.guide
    rows = timeline(model, guide, seed=ctx.study.settings.seed)
    if format == "json":
        body = {"places": "guide" if guide else "tenths", "interval": OVER_GROUPS, "rows": [asdict(r) for r in rows]}
        return json.dumps(body, indent=2, ensure_ascii=False) + "\n"
    names = dict.fromkeys((r.place, r.name) for r in rows)
    cut = [f"{place}: {name}" for place, name in names] if guide else ["Tenths of each group's talk; no guide in study.yaml."]
    head = "topic  " + "  ".join(f"{place:>4}" for place, _ in names)
    lines = ["Share of talk in each topic, mean over the groups that spoke there.", *cut, "", head]
    return _ended([*lines, *(_row([r for r in rows if r.topic == t.id]) for t in model.topics)], model)


def _row(own: Sequence[Moment]) -> str:
    shares = "  ".join("   -" if r.share is None else f"{r.share:.2f}" for r in own)
    return f"{own[0].topic:>5}  {shares}  {own[0].label}"


def _ended(lines: Sequence[str], model: TopicModel) -> str:
    return "\n".join([*lines, *([GUIDED] if is_guided(model) else [])]) + "\n"


def _model(ctx: Context) -> TopicModel:
    run_up_to(ctx, "topics")
    model = ctx.store.topics()
    if model is None or not model.topics:
        raise InputError("There are no topics yet: there is not enough released talk. Release more transcripts.")
    return model
