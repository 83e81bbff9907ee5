"""The colours behind words in Word documents, by the names that people know them by."""

from __future__ import annotations

NONE = frozenset({"", "none", "auto", "clear", "ffffff", "white"})
_SAME = {
    "brightgreen": "green", "turquoise": "cyan", "pink": "magenta", "darkcyan": "teal", "darkmagenta": "violet", "purple": "violet",
    "lightgrey": "lightgray", "gray25": "lightgray", "grey25": "lightgray", "darkgrey": "darkgray", "gray50": "darkgray",
    "grey50": "darkgray", "grey": "lightgray", "gray": "lightgray", "ffff00": "yellow", "00ff00": "green", "00ffff": "cyan",
    "ff00ff": "magenta", "0000ff": "blue", "ff0000": "red",
}  # fmt: skip
"""Word's menu and its file differ, and Google Docs writes numbers."""


def colour_name(value: str) -> str:
    """The colour in one spelling; "" for no colour."""
    plain = "".join(sign for sign in value.lower() if sign.isalnum())
    return "" if plain in NONE else _SAME.get(plain, plain)
