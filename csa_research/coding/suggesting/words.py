"""Words and sentences of spoken English: stems tolerant of inflection and contraction, with their places.

Small on purpose: cue phrases need "they bounced it back" to meet "bounced back to us", not a grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from csa_research.records import Span

_TOKEN = re.compile(r"\[[^\]\n]{1,40}\]|\w+(?:['’]\w+)*")
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*[\"'’”)\]]*\s*")
LONG_SENTENCE = 28
WINDOW, STEP = 26, 18

_CONTRACTED = {
    "won't": "will not", "can't": "can not", "cannot": "can not", "shan't": "shall not", "ain't": "be not",
    "wont": "will not", "cant": "can not", "dont": "do not", "doesnt": "do not", "didnt": "do not", "isnt": "be not",
    "wasnt": "be not", "werent": "be not", "arent": "be not", "havent": "have not", "hasnt": "have not",
    "hadnt": "have not", "wouldnt": "would not", "couldnt": "could not", "shouldnt": "should not", "im": "i be",
    "ive": "i have", "id": "i would", "youre": "you be", "theyre": "they be", "hes": "he be", "shes": "she be",
    "thats": "that be", "whats": "what be", "theres": "there be", "youve": "you have", "theyve": "they have",
    "weve": "we have", "theyd": "they would", "hed": "he would", "youd": "you would", "everyones": "everyone be",
    "gonna": "go to", "wanna": "want to", "gotta": "get to", "dunno": "do not know", "d'you": "do you",
}  # fmt: skip
_IRREGULAR = {
    form: base
    for base, forms in {
        "be": "am is are was were been being", "do": "does did done doing", "have": "has had having",
        "go": "went gone goes going", "get": "got gotten getting", "say": "said", "tell": "told", "know": "knew known",
        "think": "thought", "see": "saw seen", "hear": "heard", "come": "came", "take": "took taken", "give": "gave given",
        "find": "found", "leave": "left", "write": "wrote written", "make": "made", "bring": "brought", "lose": "lost",
        "ring": "rang rung", "meet": "met", "feel": "felt", "keep": "kept", "hold": "held", "hide": "hid hidden",
        "freeze": "froze frozen", "break": "broke broken", "speak": "spoke spoken", "stand": "stood", "sit": "sat",
        "lead": "led", "send": "sent", "spend": "spent", "teach": "taught", "catch": "caught", "build": "built",
        "sleep": "slept", "wake": "woke woken", "shake": "shook shaken", "blow": "blew blown", "grow": "grew grown",
        "throw": "threw thrown", "hang": "hung", "forget": "forgot forgotten", "begin": "began begun", "run": "ran",
        "understand": "understood", "child": "children", "person": "people", "parent": "parents", "police": "policeman",
        "mum": "mom mam mother mums", "dad": "father dads", "worse": "worst", "not": "never nobody nothing none nowhere",
    }.items()
    for form in forms.split()
}  # fmt: skip
NEGATION = frozenset({"not", "no", "without", "hardly", "neither", "nor"})
FUNCTION = frozenset(
    "a an the and or but so if of to in on at by for with from up down out off into over about as than then that this "
    "these those it its he she they we i you him her them us me my his their our your mine be do have will would can "
    "could should may might must shall there here what when where who how why which just really very all any some "
    "because one ones way back again even still sort kind bit well too also only ever always yeah mm er um oh get go "
    "like know think say thing something anything someone somebody everyone everybody nobody else let put".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its stem and where it stands."""

    stem: str
    span: Span

    @property
    def content(self) -> bool:
        """Whether it carries meaning of its own."""
        return self.stem not in FUNCTION and self.stem not in NEGATION


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text as stems, contractions opened ("didn't" gives do, not), each with its place."""
    out: list[Word] = []
    for match in _TOKEN.finditer(text):
        span = Span(match.start(), match.end())
        out += (Word(stem(part), span) for part in _opened(match.group().lower().replace("’", "'")))
    return tuple(out)


def _opened(token: str) -> list[str]:
    if token in _CONTRACTED:
        return _CONTRACTED[token].split()
    if token.endswith("n't"):
        return [token[:-3], "not"]
    head, mark, tail = token.partition("'")
    if not mark:
        return [token]
    opened = {"re": "be", "m": "be", "ve": "have", "ll": "will", "d": "would"}.get(tail)
    if opened:
        return [head, opened]
    return [head] if tail == "s" else [token]


def stem(word: str) -> str:
    """The word without its inflection: "missed" and "misses" give "miss"."""
    word = _IRREGULAR.get(word, word)
    if len(word) <= 3 or word.startswith("["):
        return word
    for suffix, put in (("ies", "y"), ("sses", "ss"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", "")):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not (suffix == "s" and word.endswith(("ss", "us", "is"))):
            word = word[: len(word) - len(suffix)] + put
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsefo":
        word = word[:-1]  # stopped -> stop
    if len(word) > 5 and word.endswith("ly"):
        word = word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a turn; speech without punctuation is cut into overlapping stretches of about 26 words."""
    out: list[Span] = []
    for match in _SENTENCE.finditer(text):
        pieces = list(_TOKEN.finditer(text, match.start(), match.end()))
        if not pieces:
            continue
        if len(pieces) <= LONG_SENTENCE:
            out.append(Span(pieces[0].start(), match.start() + len(match.group().rstrip())))
            continue
        for at in range(0, len(pieces), STEP):
            last = min(at + WINDOW, len(pieces)) - 1
            out.append(Span(pieces[at].start(), pieces[last].end()))
            if last == len(pieces) - 1:
                break
    return tuple(out)
