"""What emotions were said to do to practice: moved towards, away, both, or nothing stated."""

from __future__ import annotations

from collections.abc import Sequence

from csa_research.findings.counts import count, places, spoken
from csa_research.records import EFFECTS, Codebook, Coding, Effect, EmotionEffect, Group, Turn

EMOTIONS = "EM"
"""The family whose codings record an effect on practice."""


def emotion_effects(
    codings: Sequence[Coding],
    turns: Sequence[Turn],
    groups: Sequence[Group],
    codebook: Codebook,
    agencies: Sequence[str],
) -> tuple[EmotionEffect, ...]:
    """One row an emotion code, agency ("" = all) and effect, in the codebook's order, zeros included.

    Codings that lack the effect they should record stand in rows of effect "", so that they are seen and not guessed.
    """
    where = places(turns, groups)
    codes = [code.id for code in codebook.codes if code.family == EMOTIONS and code.codable]
    mine = [coding for coding in spoken(codings, where) if coding.code in codes]
    rows: list[EmotionEffect] = []
    for code in codes:
        effects: list[Effect] = list(EFFECTS)
        if any(coding.code == code and coding.effect == "" for coding in mine):
            effects.append("")
        for agency in ("", *agencies):
            here = [c for c in mine if c.code == code and agency in ("", where.agencies.get(c.group))]
            rows += [EmotionEffect(code, agency, e, count((c for c in here if c.effect == e), where)) for e in effects]
    return tuple(rows)
