"""csa_research: from focus-group transcripts to evidence for a theory of change, offline and traceable both ways."""

__version__ = "0.1.0"
