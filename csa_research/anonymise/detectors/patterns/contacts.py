"""E-mail and web addresses, written or spoken, and user names."""

from __future__ import annotations

from functools import cache

from csa_research.anonymise.detectors.hits import Hit
from csa_research.anonymise.detectors.patterns.rules import Rule, compiled, run

NAME = "patterns.contacts"
_WORD = r"[a-z\d][\w'’-]{0,40}"
_LEFT = rf"{_WORD}(?: (?:dot|underscore|dash|hyphen) {_WORD}(?: {_WORD}(?= at\b))?(?: [a-z](?= at\b))?){{0,6}}"
_ENDING = r"(?:com|net|org|uk|co|gov|nhs|ac|sch|police|example|info|me|eu|ie)"
_PLATFORM = r"(?:snap(?:chat)?|insta(?:gram)?|tiktok|tik tok|facebook|twitter|kik|discord|telegram|roblox|xbox|messenger|whatsapp)"


@cache
def _rules() -> tuple[Rule, ...]:
    return compiled(
        (
            (r"[\w.+'’-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*", "CONTACT", 0.99, "an e-mail address"),
            (rf"\b({_LEFT} at {_WORD}(?: {_WORD}){{0,2}}(?: dot {_WORD}){{1,6}})", "CONTACT", 0.95,
             "an e-mail address spelt aloud"),
            (rf"\b({_WORD} dot (?:{_WORD} dot ){{0,6}}{_ENDING})\b", "CONTACT", 0.9, "an internet address spelt aloud"),
            (rf"\b(?:https?://|www\.)[^\s,;)\]]+|\b(?:[a-z\d-]{{1,63}}\.){{1,6}}{_ENDING}\b", "CONTACT", 0.9,
             "an internet address"),
            (r"\b[a-z\d]{6,}(?:govuk|nhsnet|nhsuk|couk|orguk|acuk|policeuk|gmailcom|hotmailcom|outlookcom|yahoocom)\b",
             "CONTACT", 0.95, "an e-mail address without its stops"),
            (r"(?<!\w)@\w[\w.]*\w", "CONTACT", 0.95, "a user name"),
            (r"\b[a-z\d]+(?:_+[a-z\d]+)+\b", "CONTACT", 0.9, "a user name"),
            (r"\bx+[a-z]+\d*x+\b(?<=xx)", "CONTACT", 0.85, "a user name"),
            (rf"\b{_PLATFORM} (?:as|under|name|called|user ?name|handle|account)(?: (?:is|was|of))? (?!(?:well|an?|the|soon|if)\b)"
             r"([a-z]+[ ]?\d+\w*|[a-z]+\w*)",
             "CONTACT", 0.85, "a user name after its platform"),
            (rf"{_PLATFORM}\b[^.?!\n]{{0,40}}? at ((?=[a-z\d_]{{9,40}}\b)[a-z\d_]+)", "CONTACT", 0.6,
             "a user name after its platform"),
            (r"\b(?:gaming name|gamer ?tag|user ?name|screen name|handle)\b[^?!\n]{0,60}?\b(?:it['’]?s|it was|was|is"
             r"|called) ((?=[a-z\d_]{7,40}\b)"
             r"[a-z\d_]+(?: \d+)?)", "CONTACT", 0.4, "a user name after the word"),
            (r"\b(?:user ?name|gamer ?tag|handle|screen name) (?:is |was |of )?([a-z]+(?: \d+\w*|\w*))", "CONTACT", 0.85,
             "a user name after the word"),
            (r"\b([\w-]{1,80})\.(?:docx?|xlsx?|pdf|pptx?|txt|vtt|srt|mp[34]|wav|m4a)\b", "CONTACT", 0.35, "a file name"),
        )
    )  # fmt: skip


def find(text: str) -> list[Hit]:
    """Every address and user name."""
    return run(_rules(), text, NAME)
