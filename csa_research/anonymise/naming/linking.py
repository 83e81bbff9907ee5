"""Which mentions mean the same person, place or thing. What cannot be told apart is asked, and meanwhile kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from csa_research.anonymise.asking.questions import Texts
from csa_research.anonymise.naming.clusters import (
    LEVELS,
    NAME_TYPES,
    Cluster,
    choose,
    fits,
    from_entity,
    from_label,
    from_roster,
    set_label,
    surnames,
)
from csa_research.anonymise.naming.links import Links
from csa_research.anonymise.naming.names import TITLES, Words, is_bare, is_possessive, name_words, tokens
from csa_research.anonymise.naming.speakers import Labels, label_name
from csa_research.anonymise.places import places
from csa_research.records import Entity, Identifier, ReviewDecision, RosterEntry

_NEAR = 200
"""Characters before a mention in which its last word is looked for."""


def link(
    identifiers: Sequence[Identifier],
    texts: Texts,
    *,
    decisions: Sequence[ReviewDecision],
    roster: Iterable[RosterEntry],
    previous: Iterable[Entity],
    speakers: Labels,
    introduced: Iterable[tuple[str, str, str]] = (),
) -> Links:
    """Every named mention linked: by decision, then roster, full names, parts of names, sound and spelling.

    `introduced` gives the names by which speakers introduced themselves: (group, label, name).
    """
    clusters = [from_entity(entity) for entity in previous if entity.type in NAME_TYPES]
    _seed_speakers(clusters, speakers, introduced)
    for entry in roster:
        if entry.type in NAME_TYPES:
            _seed_roster(clusters, entry)
    links = Links(identifiers, texts, clusters)
    _bind_decisions(links, decisions)
    waiting = [i for i, mention in enumerate(identifiers) if mention.type in NAME_TYPES and i not in links.of]
    bare: list[int] = []
    for i in sorted(waiting, key=lambda i: _full_first(identifiers[i])):
        bare += _link_one(links, i)
    _ask_which(links, bare)
    _ask_namesakes(links)
    return links


def _full_first(mention: Identifier) -> tuple[int, bool, str, int, int]:
    return -len(name_words(mention.text)), mention.type == "PERSON", mention.group, mention.turn, mention.span.start


def _seed_speakers(clusters: list[Cluster], speakers: Labels, introduced: Iterable[tuple[str, str, str]]) -> None:
    named = [(group, participant, label_name(label)) for (group, label), participant in speakers.items()]
    said = [(group, speakers[group, label], name) for group, label, name in introduced if (group, label) in speakers]
    for group, participant, name in named + said:
        found = (c for c in clusters if c.participant and c.pseudonym == participant.label and group in c.groups)
        cluster = next(found, None)
        if cluster:
            cluster.titled = cluster.titled or (tokens(name)[:1] or ("",))[0] in TITLES
            cluster.add(name)
        elif name:
            clusters.append(from_label(group, participant, name))


def _seed_roster(clusters: list[Cluster], entry: RosterEntry) -> None:
    fresh = from_roster(entry)
    for cluster in clusters:
        same = cluster.type == entry.type and any(name in cluster.names for name in fresh.names[:1])
        if not same or (entry.group and cluster.scoped and entry.group not in cluster.groups):
            continue
        if cluster.participant and not entry.group and len(fresh.names[0]) == 1:
            continue
        for text in fresh.texts:
            cluster.add(text)
        if not cluster.participant:
            set_label(cluster, entry.label)
            cluster.scoped = bool(entry.group)
        if not cluster.participant or entry.group:
            return
    clusters.append(fresh)


def _bind_decisions(links: Links, decisions: Sequence[ReviewDecision]) -> None:
    """The last word of a person counts, so later decisions come first."""
    at = {(m.group, m.turn, m.span.start, m.span.end): i for i, m in enumerate(links.identifiers)}
    for decision in reversed(decisions):
        if decision.action != "mask" or not (decision.entity or decision.label):
            continue
        keys = [(p.group, p.turn, p.span.start, p.span.end) for p in places(decision, links.texts)]
        mine = [at[key] for key in keys if key in at and at[key] not in links.of]
        mine = [i for i in mine if links.identifiers[i].type in NAME_TYPES]
        if not mine and not decision.entity:
            continue
        cluster = _decided(links, decision)
        for i in mine:
            links.bind(i, cluster)


def _decided(links: Links, decision: ReviewDecision) -> Cluster:
    """The entity that a decision names ("Sarah (POL1)": only in that group); made where there is none."""
    name = decision.entity or decision.text
    apart = bool(decision.group) and name.endswith(f" ({decision.group})")
    words = name_words(name.removesuffix(f" ({decision.group})") if apart else name)
    for cluster in links.clusters:
        if cluster.pseudonym == name or (words in cluster.names and _may_be(cluster, decision, apart)):
            return _settle(cluster, decision)
    own = apart or (bool(decision.group) and not decision.entity)
    cluster = Cluster(decision.type or "PERSON", [words], [], {decision.group} if decision.group else set(), scoped=own)
    cluster.texts.append(name.removesuffix(f" ({decision.group})") if apart else name)
    return _settle(links.take(cluster), decision)


def _may_be(cluster: Cluster, decision: ReviewDecision, apart: bool) -> bool:
    here = decision.group in cluster.groups
    if apart:
        return cluster.scoped and here and not cluster.participant
    return (here or not cluster.scoped) and (bool(decision.entity) or not cluster.participant)


def _settle(cluster: Cluster, decision: ReviewDecision) -> Cluster:
    cluster.decided = True
    if not cluster.participant:
        cluster.type = decision.type or cluster.type
        set_label(cluster, decision.label)
    return cluster


def _link_one(links: Links, index: int) -> list[int]:
    """Link one mention; what may mean several people is handed back."""
    mention = links.identifiers[index]
    words = name_words(mention.text)
    family = _family(links, index, words)
    if family:
        links.bind(index, family)
        return []
    for level in LEVELS:
        fitting = [c for c in links.index.likely(words, level) if fits(c, words, mention.type, mention.group, level)]
        found = choose(fitting, words, mention.type, mention.group)
        if len(found) == 1:
            if level == "near":
                links.ask("spelling", [index], (found[0].title, mention.text))
                links.guess(index, found[0])
            else:
                links.bind(index, found[0])
            return []
        if found:
            return [index]
    links.new(index, scoped=mention.type == "PERSON" and is_bare(mention.text))
    return []


def _family(links: Links, index: int, words: Words) -> Cluster | None:
    """The family of a plural surname: "the Begums"."""
    mention = links.identifiers[index]
    last = words[-1] if words else ""
    if mention.type != "PERSON" or len(words) > 1 or len(last) < 5 or not last.endswith("s") or is_possessive(mention.text):
        return None
    text = links.texts.get((mention.group, mention.turn), "")
    before = text[max(0, mention.span.start - _NEAR) : mention.span.start]
    said_the = mention.text.casefold().startswith("the ") or tokens(before)[-1:] in (("the",), ("them",))
    known = {stem for stem in (last, last[:-1], last.removesuffix("es")) if stem in surnames(links.index.having(stem))}
    single = next((stem for stem in (last[:-1], last.removesuffix("es")) if stem in known), last[:-1])
    if last in known or not (single in known or said_the):
        return None
    for cluster in links.index.having(single):
        if cluster.family and (single,) in cluster.names:
            return cluster
    return links.take(Cluster("PERSON", [(single,)], [], set(), noun="Family", family=True))


def _ask_which(links: Links, indices: Sequence[int]) -> None:
    """Ask once a group and name who is meant; until then such mentions have a tag of their own in their group."""
    by_name: dict[tuple[str, Words], list[int]] = defaultdict(list)
    for i in indices:
        by_name[links.identifiers[i].group, name_words(links.identifiers[i].text)].append(i)
    for (group, words), mine in sorted(by_name.items()):
        type_ = links.identifiers[mine[0]].type
        fitting = [c for c in links.index.likely(words, "exact") if fits(c, words, type_, group, "exact")]
        likely = () if fitting else links.index.likely(words, *LEVELS)
        fitting = fitting or [c for c in likely if any(fits(c, words, type_, group, level) for level in LEVELS)]
        links.ask("which", mine, (cluster.title for cluster in fitting if cluster.title))
        apart = next((c for c in fitting if c.scoped and not c.participant and c.names == [words]), None)
        if apart is None:
            apart = links.take(Cluster(type_, [], [], {group}, scoped=True))
        apart.decided = True
        for i in mine:
            links.bind(i, apart)


def _ask_namesakes(links: Links) -> None:
    """Ask whether a bare first name said in several groups is one person; until then it is one person a group."""
    by_name: dict[Words, list[Cluster]] = defaultdict(list)
    for cluster in links.clusters:
        if cluster.type == "PERSON" and cluster.scoped and not cluster.participant and cluster.members and cluster.names:
            by_name[cluster.names[0]].append(cluster)
    for _, found in sorted(by_name.items()):
        several = len({group for cluster in found for group in cluster.groups}) > 1
        if several and not all(cluster.decided for cluster in found):
            links.ask("namesake", [i for cluster in found for i in cluster.members], (found[0].title,))
