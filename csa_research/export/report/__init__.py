"""What the report says, as blocks that Word and HTML both render: one text, one set of numbers.

Every paragraph with a number carries the ids of the quotes behind it; each id opens at its turn in transcripts/. Attribution
is the agency only, groups by agency are shown as disclosure control allows, and locked codes are not in it at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from csa_research.export.report import findings, method, opening, theory, topics
from csa_research.export.report.blocks import Block

if TYPE_CHECKING:
    from csa_research.analysis import Analysis


def build(analysis: Analysis) -> tuple[Block, ...]:
    """The whole report: summary, contents, sample, findings, theory, recommendations, evaluation, how it was made."""
    return (
        *opening.opening(analysis),
        *opening.sample(analysis),
        *findings.families(analysis),
        *findings.emotions(analysis),
        *topics.topics(analysis),
        *theory.theory(analysis),
        *theory.recommendations(analysis),
        *theory.evaluation(analysis),
        *method.method(analysis),
    )
