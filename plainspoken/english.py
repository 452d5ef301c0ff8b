"""A publisher's words -> the same as an English sentence has them: at its beginning, or as somebody whose something is."""

import re


def capital(words: str) -> str:
    """With a capital, and nothing else changed: "The council", "NHS trusts"."""
    return words[:1].upper() + words[1:]


def possessive(words: str) -> str:
    """Whose something is: "the council’s", "the trustees’", "the business’s"."""
    return f"{words}’" if re.search(r"[^s]s$", words) else f"{words}’s"
