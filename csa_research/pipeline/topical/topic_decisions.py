"""A person names, joins or parts topics: journalled, applied now, and applied again by every later run."""

from __future__ import annotations

from csa_research.errors import InputError
from csa_research.pipeline.context import Context, now
from csa_research.pipeline.opened import embedder, phrased, topics_summary
from csa_research.pipeline.runner import is_fresh, key_of, run_up_to
from csa_research.pipeline.stages import stage
from csa_research.records import StageRun, TopicModel
from csa_research.topics.decided import TopicDecision, decide, to_detail, topic_turns


def label_topic(ctx: Context, topic: int, words: str, *, note: str, by: str) -> str:
    """What was done, in a line. Raises InputError for an unknown topic or an empty name."""
    if not words.strip():
        raise InputError("Say what the topic is to be called.")
    model = _model(ctx, topic)
    _decide(ctx, model, TopicDecision("topic label", topic_turns(model, topic), label=words.strip(), note=note.strip()), by, topic)
    return f"Topic {topic} is now called {words.strip()}, here and in later runs."


def merge_topics(ctx: Context, first: int, second: int, *, by: str) -> str:
    """What was done, in a line. Raises InputError for an unknown topic or one topic named twice."""
    model = _model(ctx, first, second)
    if first == second:
        raise InputError("Name two different topics to merge.")
    made = TopicDecision("topic merge", topic_turns(model, first), topic_turns(model, second))
    _decide(ctx, model, made, by, first)
    return f"Topics {first} and {second} are now topic {min(first, second)}, here and later. How steady it is, nobody has measured."


def split_topic(ctx: Context, topic: int, *, by: str) -> str:
    """What was done, in a line. Raises InputError for an unknown topic or one too small to part."""
    from csa_research.topics import consensus

    model = _model(ctx, topic)
    if model.assignment.count(topic) < 2 * consensus.LEAST:
        raise InputError(f"Topic {topic} has too few windows to part; {2 * consensus.LEAST} are needed.")
    first, second = _halves(ctx, model, topic)
    _decide(ctx, model, TopicDecision("topic split", first, second), by, topic)
    return f"Topic {topic} is now two; the new one has the highest number. How steady they are, nobody has measured."


def _halves(ctx: Context, model: TopicModel, topic: int) -> tuple[frozenset[tuple[str, int]], frozenset[tuple[str, int]]]:
    from csa_research.embed import resolve_model
    from csa_research.topics.choice import Corpus, assign
    from csa_research.topics.spaces import embed_windows
    from csa_research.topics.words import documents

    own = [w for w, t in zip(model.windows, model.assignment, strict=True) if t == topic]
    settings = ctx.study.settings
    vectors = None if resolve_model(settings.models.embedder) == "lsa" else embed_windows(own, embedder(ctx))
    corpus = Corpus(tuple(documents([w.text for w in own])), vectors, tuple(w.group for w in own))
    kinds = ("words",) if vectors is None else ("meaning",)
    labels, _ = assign(corpus, kinds, 2, runs=20, seed=settings.seed)
    if int(labels.max()) == 0:
        raise InputError(f"Topic {topic} does not part: its windows stay together in every run.")
    first, second = (
        frozenset((w.group, turn) for w, label in zip(own, labels, strict=True) if label == half for turn in w.turns)
        for half in (0, 1)
    )
    return first, second


def _model(ctx: Context, *topics: int) -> TopicModel:
    if ctx.store.topics() is None:
        run_up_to(ctx, "topics")
    model = ctx.store.topics()
    known = {t.id for t in model.topics} if model else set()
    missing = [str(t) for t in topics if t not in known]
    if model is None or missing:
        raise InputError(f"There is no topic {', '.join(missing)}. See the numbers with: csa topics {ctx.study.folder}")
    return model


def _decide(ctx: Context, model: TopicModel, made: TopicDecision, by: str, topic: int) -> None:
    """The decision journalled and applied; a fresh topic stage stays fresh, since a re-run would give the same."""
    step = stage("topics")
    done = {run.stage: run for run in ctx.store.stage_runs()}
    fresh = is_fresh(ctx, step, done)
    after = decide(model, [made], floor=ctx.study.settings.topics.stability_floor)
    with ctx.store.atomically():
        ctx.note(by, made.kind, f"topic {topic}", to_detail(made))
        ctx.store.put_topics(phrased(ctx, after.model))
        if fresh:
            summary = _summary(ctx, after.model, done[step.name].summary)
            ctx.store.put_stage_run(StageRun(step.name, key_of(ctx, step, done), now(), 0.0, summary))


def _summary(ctx: Context, model: TopicModel, before: str) -> str:
    """The stage's line for the topics as they are now; which earlier decisions wait has not changed."""
    _, sign, waiting = before.partition("; ")
    return topics_summary(model, 0, guided=ctx.study.settings.topics.guided) + sign + waiting
