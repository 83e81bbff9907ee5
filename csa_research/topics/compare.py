"""Agencies compared topic by topic, with the focus group as the unit: never a p-value on turns.

Turns of one group are not independent; treating windows as units gives false positives in 60% of topics where nothing
differs. Permuting agency labels over groups keeps the rate near the nominal 5%.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csa_research.records import TopicModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.float64]
    Numbers = NDArray[np.int64]

INTERVAL = "95% percentile interval of a bootstrap over groups within each agency"


@dataclass(frozen=True, slots=True)
class AgencyShare:
    """One agency's share of talk in a topic, beside the other agencies'. `low` and `high` are of the difference (INTERVAL)."""

    agency: str
    groups: int  # of the agency
    groups_raising: int
    share: float  # mean over the agency's groups of the share of windows in the topic
    difference: float  # share minus the mean share of all other groups
    low: float | None  # None: fewer than two groups on either side, no interval
    high: float | None


@dataclass(frozen=True, slots=True)
class AgencyTopic:
    """One topic over the agencies, and how surprising the spread is if agencies did not matter."""

    topic: int
    label: str
    agencies: tuple[AgencyShare, ...]
    spread: float  # variance between agencies' means: the statistic that is permuted
    p_value: float
    q_value: float  # Benjamini & Hochberg (1995)
    only: str  # the one agency that raises it, "" = more than one

    @property
    def shares(self) -> tuple[tuple[str, float], ...]:
        """Each agency with its share."""
        return tuple((a.agency, a.share) for a in self.agencies)


def compare_agencies(model: TopicModel, *, permutations: int = 2000, draws: int = 1000, seed: int = 0) -> tuple[AgencyTopic, ...]:
    """A row a topic. With 14 groups this can show large differences only: read `agencies` first."""
    import numpy as np

    if not model.topics:
        return ()
    groups = sorted({w.group for w in model.windows})
    agency_of = {w.group: w.agency for w in model.windows}
    names = sorted(set(agency_of.values()))
    table = group_shares(model, groups)
    agency = np.array([names.index(agency_of[g]) for g in groups])
    spread, p = permutation_test(table, agency, permutations=permutations, seed=seed)
    q = adjust([float(x) for x in p])
    low, high = _intervals(table, agency, draws, seed)
    rows = []
    for i, topic in enumerate(model.topics):
        sides = tuple(_side(name, table[:, i], agency == j, low[j, i], high[j, i]) for j, name in enumerate(names))
        raised = [side.agency for side in sides if side.groups_raising]
        only = raised[0] if len(raised) == 1 and len(names) > 1 else ""
        rows.append(
            AgencyTopic(topic.id, topic.label, sides, round(float(spread[i]), 6), round(float(p[i]), 4), round(q[i], 4), only)
        )
    return tuple(rows)


def _side(name: str, shares: Table, own: NDArray[np.bool_], low: float, high: float) -> AgencyShare:
    mean = float(shares[own].mean())
    other = float(shares[~own].mean()) if (~own).any() else mean
    told = own.sum() > 1 and (~own).sum() > 1
    return AgencyShare(
        name, int(own.sum()), int((shares[own] > 0).sum()), round(mean, 4), round(mean - other, 4),
        round(float(low), 4) if told else None, round(float(high), 4) if told else None,
    )  # fmt: skip


def group_shares(model: TopicModel, groups: Sequence[str]) -> Table:
    """The share of each group's windows in each topic; rows in the order of `groups`, columns of the model's topics."""
    import numpy as np

    row: Mapping[str, int] = {g: i for i, g in enumerate(groups)}
    column = {t.id: i for i, t in enumerate(model.topics)}
    counts = np.zeros((len(groups), len(model.topics)))
    for window, topic in zip(model.windows, model.assignment, strict=True):
        if topic in column:
            counts[row[window.group], column[topic]] += 1
    totals = np.bincount([row[w.group] for w in model.windows], minlength=len(groups))[:, None]
    return counts / np.maximum(totals, 1)


def permutation_test(table: Table, agency: Numbers, *, permutations: int, seed: int) -> tuple[Table, Table]:
    """Each column's spread between agencies, and its p-value when agencies are dealt out to the groups at random."""
    import numpy as np

    rng = np.random.default_rng(seed)
    observed = _spread(table, agency[None, :])[0]
    dealt = np.stack([rng.permutation(agency) for _ in range(permutations)])
    beaten = (_spread(table, dealt) >= observed - 1e-12).sum(axis=0)
    return observed, (beaten + 1) / (permutations + 1)


def _spread(table: Table, dealt: Numbers) -> Table:
    import numpy as np

    sizes = np.bincount(dealt[0])
    means = np.stack([((dealt == j).astype(float) @ table) / max(n, 1) for j, n in enumerate(sizes)])
    spread: Table = means.var(axis=0)
    return spread


def _intervals(table: Table, agency: Numbers, draws: int, seed: int) -> tuple[Table, Table]:
    """2.5th and 97.5th percentile of share minus others' share, per agency and topic, groups resampled within agencies."""
    import numpy as np

    rng = np.random.default_rng(seed + 1)
    rows = [np.flatnonzero(agency == j) for j in range(int(agency.max()) + 1)]
    drawn = np.zeros((draws, len(rows), table.shape[1]))
    for draw in range(draws):
        again = [table[rng.choice(own, len(own))] for own in rows]
        total = np.concatenate(again)
        for j, own in enumerate(again):
            rest = len(total) - len(own)
            others = (total.sum(axis=0) - own.sum(axis=0)) / max(rest, 1)
            drawn[draw, j] = own.mean(axis=0) - others
    return np.percentile(drawn, 2.5, axis=0), np.percentile(drawn, 97.5, axis=0)


def adjust(p_values: Sequence[float]) -> list[float]:
    """Benjamini-Hochberg q-values in the order given."""
    n = len(p_values)
    out = [1.0] * n
    least = 1.0
    for rank, i in sorted(enumerate(sorted(range(n), key=lambda i: p_values[i]), start=1), reverse=True):
        least = min(least, p_values[i] * n / rank)
        out[i] = least
    return out


@dataclass(frozen=True, slots=True)
class AgencyWord:
    """A word that one agency says more than the others: a way into the talk, not a test."""

    agency: str
    word: str
    score: float  # log-odds with an informative Dirichlet prior, divided by its standard deviation (Monroe et al. 2008)
    groups: int  # of the agency that say it


def agency_words(model: TopicModel, *, most: int = 10, prior: float = 500.0) -> tuple[AgencyWord, ...]:
    """The words that set each agency's talk apart, said in two of its groups or more, strongest first within an agency."""
    from math import log, sqrt

    from csa_research.topics.words import documents

    counts: dict[str, Counter[str]] = {}
    heard: dict[tuple[str, str], set[str]] = {}
    for window, doc in zip(model.windows, documents([w.text for w in model.windows]), strict=True):
        words = [word.replace("_", " ") for word in doc.split()]
        counts.setdefault(window.agency, Counter()).update(words)
        for word in words:
            heard.setdefault((window.agency, word), set()).add(window.group)
    everyone = sum(counts.values(), Counter[str]())
    total = max(sum(everyone.values()), 1)
    out: list[AgencyWord] = []
    for agency in sorted(counts) if len(counts) > 1 else ():
        own, size = counts[agency], sum(counts[agency].values())
        rows = []
        for word, n in own.items():
            if everyone[word] == total:
                continue  # the only word there is sets nobody apart, and its odds are not defined
            a = prior * everyone[word] / total
            rest = everyone[word] - n
            odds = log((n + a) / (size + prior - n - a)) - log((rest + a) / (total - size + prior - rest - a))
            score = odds / sqrt(1 / (n + a) + 1 / (rest + a))
            if score > 0 and len(heard[agency, word]) > 1:
                rows.append(AgencyWord(agency, word, round(score, 2), len(heard[agency, word])))
        out += sorted(rows, key=lambda r: (-r.score, r.word))[:most]
    return tuple(out)
