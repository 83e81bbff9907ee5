"""The open side's stages: suggestions, topics, agreement. They read the store and write to it; nothing closed comes near."""

from __future__ import annotations

from csa_research.pipeline.context import Context, now
from csa_research.pipeline.keys import digest, file_digest, folder_digest
from csa_research.records import Agreement, Coding, StageRun, Suggestion, TopicModel, Window

REFUSALS = "refusals"
"""Under which the reasons of refused suggesters are kept, beside the runs of the stages."""


def coding_digest(codings: tuple[Coding, ...]) -> str:
    """A hash over every decided coding."""
    return digest(*sorted(repr(coding) for coding in codings))


def document_digests(ctx: Context) -> list[str]:
    """Hashes of codebook, theory and workstream tables."""
    folder, paths = ctx.study.folder, ctx.study.settings.paths
    return [
        file_digest(folder / paths.codebook),
        file_digest(folder / paths.theory),
        folder_digest(folder / paths.workstreams, "*.csv"),
    ]


def suggest_inputs(ctx: Context) -> object:
    """Codebook, codings and the models used."""
    settings = ctx.study.settings
    codebook, no = file_digest(ctx.study.folder / settings.paths.codebook), sorted(rejected(ctx))
    return [codebook, coding_digest(ctx.store.codings()), settings.models.embedder, settings.coding.suggestions, settings.seed, no]


def rejected(ctx: Context) -> frozenset[tuple[str, int, str]]:
    """The suggestions (group, turn, code) that people have said no to."""
    from csa_research.coding.suggesting.verdicts import rejected_suggestions

    return rejected_suggestions(ctx.store.journal(), ctx.store.codings())


def run_suggest(ctx: Context) -> str:
    """Ranked suggestions of every suggester for every participant's turn."""
    suggestions = suggest(ctx)
    turns = {(s.group, s.turn) for s in suggestions}
    return f"{len(suggestions)} suggestions on {len(turns)} turns; none counts until a person accepts it"


def suggest(ctx: Context) -> tuple[Suggestion, ...]:
    """The combined suggestions, stored."""
    import json

    from csa_research.coding.suggesting.suggest import suggest_all

    settings = ctx.study.settings
    made = suggest_all(
        ctx.store.turns(),
        ctx.study.codebook(),
        ctx.store.codings(),
        embed=embedder(ctx),
        most=settings.coding.suggestions,
        seed=settings.seed,
        rejected=rejected(ctx),
    )
    with ctx.store.atomically():
        ctx.store.replace_suggestions("combined", made.combined)
        ctx.store.put_stage_run(StageRun(REFUSALS, "", now(), 0.0, json.dumps(made.reasons)))
    return made.combined


def refusals(ctx: Context) -> tuple[str, ...]:
    """Where and why the suggesters were refused when suggestions were made last, a line each."""
    import json

    run = next((run for run in ctx.store.stage_runs() if run.stage == REFUSALS), None)
    return tuple(json.loads(run.summary)) if run else ()


def embedder(ctx: Context):  # type: ignore[no-untyped-def]
    """The study's embedder: texts to unit vectors, cached by text hash."""
    from functools import partial

    from csa_research.embed import embed

    settings = ctx.study.settings
    return partial(embed, model=settings.models.embedder, cache=ctx.study.embeddings, seed=settings.seed)


def topics_inputs(ctx: Context) -> object:
    """The settings of the topic model, what people decided on topics and, for guided topics, the codebook and its codings."""
    from csa_research.topics.decided import ACTIONS

    settings = ctx.study.settings
    made = [[e.action, e.detail] for e in ctx.store.journal() if e.action in ACTIONS]
    guides = [document_digests(ctx)[0], coding_digest(ctx.store.codings())] if settings.topics.guided else []
    models = [settings.models.embedder, settings.models.spacy]
    return [settings.topics.model_dump(exclude={"guide"}), models, settings.seed, made, guides]


def run_topics(ctx: Context) -> str:
    """Windows, vectors, consensus topics, people's decisions on them; a study too small for topics says so and goes on."""
    from csa_research.topics.decided import decide, decisions
    from csa_research.topics.model import MIN_WINDOWS
    from csa_research.topics.windows import make_windows

    settings = ctx.study.settings
    windows = make_windows(ctx.store.turns(), ctx.store.groups(), words=settings.topics.window_words)
    if len(windows) < MIN_WINDOWS:
        ctx.store.put_topics(TopicModel((), (), (), ()))
        return f"not enough talk for topics: {len(windows)} windows, {MIN_WINDOWS} needed"
    after = decide(fit(ctx, windows), decisions(ctx.store.journal()), floor=settings.topics.stability_floor)
    model = phrased(ctx, after.model)
    ctx.store.put_topics(model)
    return topics_summary(model, after.waiting, guided=settings.topics.guided)


def topics_summary(model: TopicModel, waiting: int, *, guided: bool) -> str:
    """The topics in one line; those a person merged or split are not counted as steady, since nobody measured them."""
    good = sum(t.exportable and not t.unmeasured for t in model.topics)
    made = sum(bool(t.unmeasured) for t in model.topics)
    kind = "guided topics (no evidence on the codebook)" if guided else "candidate topics"
    line = f"{len(model.topics)} {kind} in {len(model.windows)} windows, {good} steady and spread enough to show"
    line += f", {made} not measured (merged or split by a person)" if made else ""
    if not waiting:
        return line
    return line + (
        "; 1 earlier decision on topics fits none of these and waits"
        if waiting == 1
        else f"; {waiting} earlier decisions on topics fit none of these and wait"
    )


def fit(ctx: Context, windows: tuple[Window, ...]) -> TopicModel:
    """The topic model of these windows as study.yaml has it, before anybody's decisions. Raises InputError."""
    from csa_research.embed import model_name, resolve_model
    from csa_research.topics import guided
    from csa_research.topics.model import fit_topics
    from csa_research.topics.spaces import embed_windows

    settings = ctx.study.settings
    chosen, codings = settings.topics, ctx.store.codings()
    by_words = resolve_model(settings.models.embedder) == "lsa"  # the topic model makes its own word space
    vectors = None if by_words else embed_windows(windows, embedder(ctx))
    seeds = guided.code_seeds(ctx.study.codebook(), codings) if chosen.guided else ()
    likeness = None
    if seeds and vectors is not None:
        likeness = guided.likeness_by_meaning(vectors, seeds, embedder(ctx))
    elif seeds:
        likeness = guided.likeness_by_words(windows, seeds)
    return fit_topics(
        windows,
        vectors,
        topics=chosen.topics,
        runs=chosen.runs,
        floor=chosen.stability_floor,
        seed=settings.seed,
        embedder=model_name(settings.models.embedder),
        seeds=likeness,
        guided=guided.describe(seeds, codings) if seeds else "no",
    )


def phrased(ctx: Context, model: TopicModel) -> TopicModel:
    """The model with its topics' noun phrases; what the parser found is kept by text hash beside the vectors."""
    from csa_research.topics.phrases import with_phrases

    return with_phrases(model, spacy=ctx.study.settings.models.spacy, cache=ctx.study.embeddings.with_name("phrases.npz"))


def agree_inputs(ctx: Context) -> object:
    """Codings, codebook and the coders named in study.yaml."""
    settings = ctx.study.settings
    return [coding_digest(ctx.store.codings()), document_digests(ctx)[0], settings.coding.model_dump(), settings.seed]


def run_agree(ctx: Context) -> str:
    """How far the coders agree, in one line; the table is `csa agree`."""
    if ctx.study.settings.coding.method == "reflexive":
        return "not computed: study.yaml says this is reflexive analysis"
    rows = agreement(ctx)
    overall = next((row for row in rows if row.code == "*"), None)
    if overall is None:
        return "only one coder so far: nothing to compare"
    figure = "not defined" if overall.kappa is None else f"{overall.kappa:.2f}"
    return f"{len(overall.coders)} coders, {overall.units} shared turns, pooled kappa {figure} (see each code)"


def agreement(
    ctx: Context,
    coders: tuple[str, ...] = (),
    *,
    units: tuple[tuple[str, int], ...] | None = None,
    ids: frozenset[str] | None = None,
) -> tuple[Agreement, ...]:
    """Agreement per code between these coders (or those of study.yaml, or all); () with fewer than two.

    `units` are the only turns compared, and `ids` the only codings: a sample drawn beforehand, and what was coded blind on it.
    """
    from csa_research.coding.reliability.agreement import agree
    from csa_research.coding.reliability.disagreements import CONSENSUS

    settings = ctx.study.settings
    codings = tuple(c for c in ctx.store.codings() if ids is None or c.id in ids)
    who = coders or settings.coding.coders or tuple(sorted({c.coder for c in codings} - {CONSENSUS}))
    if len(who) < 2:
        return ()
    return agree(codings, ctx.store.turns(), ctx.study.codebook(), who, seed=settings.seed, units=units)


def findings_inputs(ctx: Context) -> object:
    """What a finding depends on, and the machine's rows beside the coders where there are any to show or to hide."""
    from csa_research.coding.reliability import kept
    from csa_research.study import machine_rows

    rows, why = machine_rows(ctx.study, ctx.store)
    shown = kept.as_text(rows) if rows else why if why == kept.HIDDEN else ""
    return [analysis_inputs(ctx), shown] if shown else analysis_inputs(ctx)


def export_inputs(ctx: Context) -> object:
    """What a finding depends on, and the memos, which go out with the REFI-QDA project."""
    memos = sorted((m.kind, m.subject, m.text, m.who) for m in ctx.store.memos())
    return [analysis_inputs(ctx), memos] if memos else analysis_inputs(ctx)


def analysis_inputs(ctx: Context) -> object:
    """Everything that a finding can depend on besides released text and topics."""
    from csa_research.coding.reliability.disagreements import CONSENSUS

    settings, store = ctx.study.settings, ctx.store
    return [
        document_digests(ctx),
        coding_digest(store.codings()),
        sorted(store.readings(CONSENSUS)),
        sorted((g, c, t) for (g, c), t in store.summaries().items()),
        sorted((link, level, reason) for link, (level, reason) in store.confidences().items()),
        settings.model_dump(mode="json", exclude={"paths", "retention"}),
    ]
