"""The open side's memory: released text, codings, suggestions, topics and decisions. All SQL is here."""

from csa_research.store.decisions import Clearance
from csa_research.store.search import Hit
from csa_research.store.study_store import StudyStore

__all__ = ["Clearance", "Hit", "StudyStore"]
