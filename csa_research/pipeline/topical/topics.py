"""Topics for the terminal: listed, and compared between agencies."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from csa_research.errors import InputError
from csa_research.pipeline.context import Context
from csa_research.pipeline.runner import run_stage, run_up_to
from csa_research.records import Topic
from csa_research.settings import TopicSettings
from csa_research.topics.compare import INTERVAL, AgencyTopic, AgencyWord, agency_words, compare_agencies
from csa_research.topics.guided import GUIDED, is_guided
from csa_research.topics.model import marks


def topic_lines(ctx: Context, number: int | None, guided: bool | None = None) -> list[str]:
    """Each candidate topic with its size, stability, spread and words; `number` and `guided` change the settings for this once."""
    settings = ctx.study.settings.topics
    once = {"topics": settings.topics if number is None else number, "guided": settings.guided if guided is None else guided}
    if once != {"topics": settings.topics, "guided": settings.guided}:
        chosen = TopicSettings.model_validate({**settings.model_dump(), **once})
        ctx.study = replace(ctx.study, settings=ctx.study.settings.model_copy(update={"topics": chosen}))
        run_up_to(ctx, "release")
        run_stage(ctx, "topics", force=True)
        keep = [f"`{name}: {str(value).lower()}`" for name, value in once.items() if value != getattr(settings, name)]
        ctx.tell(f"To keep these topics in later runs, write {' and '.join(keep)} under `topics:` in study.yaml.")
    else:
        run_up_to(ctx, "topics")
    model = ctx.store.topics()
    if model is None or not model.topics:
        return ["Not enough talk for a topic model yet."]
    lines = ["topic  windows  stability  subsample  left out  groups  people  shown  words"]
    lines += [_line(t) for t in model.topics]
    lines += [f"Topic {t.id} is marked and no finding: {', '.join(marks(model, t))}." for t in model.topics if not t.exportable]
    lines += [GUIDED] if is_guided(model) else []
    lines += [f"Topic {t.id}: stability not measured ({t.unmeasured})." for t in model.topics if t.unmeasured]
    return lines


def _line(t: Topic) -> str:
    figures = ("-",) * 3 if t.unmeasured else (f"{x:.2f}" for x in (t.stability, t.subsample_stability, t.leave_out_stability))
    steady = "  ".join(f"{figure:>{width}}" for figure, width in zip(figures, (9, 9, 8), strict=True))
    spread = f"{len(t.groups):>6}  {t.participants:>6}  {'yes' if t.exportable else 'no':<5}"
    return f"{t.id:>5}  {len(t.windows):>7}  {steady}  {spread}  {_called(t)}{_phrases(t)}"


def _called(topic: Topic) -> str:
    listed = ", ".join(topic.words[:8])
    return f"{topic.own_label} ({listed})" if topic.own_label else listed


def _phrases(topic: Topic) -> str:
    return f"; phrases: {', '.join(topic.phrases)}" if topic.phrases else ""


def comparison_text(ctx: Context, format: str) -> str:
    """Agencies compared topic by topic, with the words that set each apart. Raises InputError where there is nothing to compare."""
    run_up_to(ctx, "topics")
    model = ctx.store.topics()
    if model is None or not model.topics:
        raise InputError("There are no topics to compare: there is not enough released talk. Release more transcripts.")
    if len({w.agency for w in model.windows}) < 2:
        raise InputError("Only one agency has released talk, so there is nothing to compare. Release another agency's groups.")
    seed = ctx.study.settings.seed
    rows, words = compare_agencies(model, seed=seed), agency_words(model)
    if format == "json":
        body = {
            "unit": "focus group",
            "interval": INTERVAL,
            "topics": [asdict(r) for r in rows],
            "words": [asdict(w) for w in words],
        }
        return json.dumps(body, indent=2, ensure_ascii=False) + "\n"
    return _comparison_table(rows, words)


def _comparison_table(rows: Sequence[AgencyTopic], words: Sequence[AgencyWord]) -> str:
    lines = [
        "Share of each agency's talk in a topic (mean over its groups) and its difference from the others'.",
        "",
    ]
    lines.append("topic  agency               groups  share  difference  interval            p      q  label")
    for row in rows:
        for i, side in enumerate(row.agencies):
            told = "not defined" if side.low is None or side.high is None else f"{side.low:+.2f} to {side.high:+.2f}"
            end = f"{row.p_value:.3f}  {row.q_value:.3f}  {row.label}{f' (only {row.only})' if row.only else ''}" if i == 0 else ""
            start = f"{row.topic if i == 0 else '':>5}  {side.agency[:20]:<20} {side.groups_raising:>3}/{side.groups:<3}"
            lines.append(f"{start} {side.share:>5.2f}  {side.difference:>+10.2f}  {told:<16}  {end}".rstrip())
    lines += ["", f"Interval: {INTERVAL}. p: agencies dealt out to the groups at random; q: after Benjamini and Hochberg."]
    for agency in dict.fromkeys(w.agency for w in words):
        lines.append(f"Words of {agency}: {', '.join(w.word for w in words if w.agency == agency)}")
    return "\n".join(lines) + "\n"
