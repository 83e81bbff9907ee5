"""The topic model to take away: as an object for other programs, and as the BERTopic that its figures and hierarchy come from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from csa_research.errors import PersonNeeded
from csa_research.findings.topic_emotions import TopicEmotion
from csa_research.pipeline.context import Context
from csa_research.pipeline.outputs import hand_out_folder
from csa_research.records import Coding, Topic, TopicModel
from csa_research.topics.guided import GUIDED, is_guided
from csa_research.topics.model import marks


def topics_body(model: TopicModel | None, codings: Sequence[Coding], emotions: Sequence[TopicEmotion] = ()) -> dict[str, object]:
    """The topics that may be shown, in full; of marked ones only why, how steady and how large: no words, no quotes.

    `emotions` are those that may leave: no locked code is among them.
    """
    if model is None or not model.topics:
        return {"topics": [], "marked": [], "curve": [], "settings": dict(model.settings) if model else {}}
    return {
        "topics": [_shown(model, t, codings, emotions) for t in model.topics if t.exportable],
        "marked": [
            {"topic": t.id, "marks": list(marks(model, t)), **_size(t), **_steady(t)} for t in model.topics if not t.exportable
        ],
        "curve": [{"topics": k, "stability": s, "separation": d} for k, s, d in model.curve],
        "settings": dict(model.settings),
        "guided": is_guided(model),
        **({"note": GUIDED} if is_guided(model) else {}),
    }


def _steady(topic: Topic) -> dict[str, object]:
    if topic.unmeasured:
        nothing = dict.fromkeys(("stability", "subsample_stability", "leave_out_stability"))
        return {**nothing, "unmeasured": topic.unmeasured}
    return {
        "stability": topic.stability,
        "subsample_stability": topic.subsample_stability,
        "leave_out_stability": topic.leave_out_stability,
        "unmeasured": "",
    }


def _size(topic: Topic) -> dict[str, object]:
    return {"windows": len(topic.windows), "groups": list(topic.groups), "people": topic.participants}


def _shown(model: TopicModel, topic: Topic, codings: Sequence[Coding], emotions: Sequence[TopicEmotion]) -> dict[str, object]:
    window = {w.id: w for w in model.windows}
    turns = {(window[name].group, i) for name in topic.windows for i in window[name].turns}
    return {
        "topic": topic.id,
        "label": topic.label,
        "note": topic.note,
        "words": list(topic.words),
        "phrases": list(topic.phrases),
        **_steady(topic),
        **_size(topic),
        "agencies": dict(topic.agencies),
        "shown": True,
        "typical_turns": [{"group": g, "turn": i} for g, i in topic.typical_turns],
        "quote_ids": sorted({c.quote_id for c in codings if (c.group, c.turn) in turns}),
        "emotions": [_emotion(e) for e in emotions if e.topic == topic.id and e.turns],
    }


def _emotion(e: TopicEmotion) -> dict[str, object]:
    names = ("code", "turns", "groups", "participants", "coded", "share", "elsewhere", "difference", "low", "high")
    return {name: getattr(e, name) for name in names}


def write_bertopic(ctx: Context, model: TopicModel | None, target: Path) -> Path:
    """The folder with a fitted BERTopic of the topics that may be shown. Raises PersonNeeded where there are fewer than two."""
    from csa_research.embed import resolve_model
    from csa_research.pipeline.opened import embedder
    from csa_research.topics.named import save_bertopic
    from csa_research.topics.spaces import embed_windows, words_space
    from csa_research.topics.words import documents

    shown = {t.id: t.label for t in (model.topics if model else ()) if t.exportable}
    if model is None or len(shown) < 2:
        raise PersonNeeded(f"Fewer than two topics may be shown, so there is nothing to draw: csa topics {ctx.study.folder}")
    docs = documents([w.text for w in model.windows])
    labels = [t if t in shown else -1 for t in model.assignment]
    if resolve_model(ctx.study.settings.models.embedder) == "lsa":
        vectors = words_space(docs, [w.group for w in model.windows], seed=ctx.study.settings.seed)
    else:
        vectors = embed_windows(model.windows, embedder(ctx))
    return hand_out_folder(ctx, target, lambda folder: save_bertopic(folder, docs, labels, shown, vectors))
