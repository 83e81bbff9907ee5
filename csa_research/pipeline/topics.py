"""Topics for the terminal: a line each, or a chosen number of them."""

from __future__ import annotations

from csa_research.pipeline.context import Context
from csa_research.pipeline.runner import run_stage, run_up_to
from csa_research.settings import TopicSettings


def topic_lines(ctx: Context, number: int | None) -> list[str]:
    """Each candidate topic with its size, stability, spread and words; `number` fixes how many (kept for later runs)."""
    from dataclasses import replace

    if number is not None and number != ctx.study.settings.topics.topics:
        chosen = TopicSettings.model_validate({**ctx.study.settings.topics.model_dump(), "topics": number})
        ctx.study = replace(ctx.study, settings=ctx.study.settings.model_copy(update={"topics": chosen}))
        run_up_to(ctx, "release")
        run_stage(ctx, "topics", force=True)
        ctx.tell(f"To keep {number} topics in later runs, write `topics: {number}` under `topics:` in study.yaml.")
    else:
        run_up_to(ctx, "topics")
    model = ctx.store.topics()
    if model is None:
        return ["Not enough talk for a topic model yet."]
    lines = ["topic  windows  stability  groups  people  shown  words"]
    lines += [
        f"{t.id:>5}  {len(t.windows):>7}  {t.stability:>9.2f}  {len(t.groups):>6}  {t.participants:>6}  "
        f"{'yes' if t.exportable else 'no':<5}  {', '.join(t.words[:8])}"
        for t in model.topics
    ]
    return lines
