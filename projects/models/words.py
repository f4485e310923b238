"""Text in the one shape in which both databases search it alike."""

import unicodedata


def fold(text: str) -> str:
    """Lower case, no accents, single spaces: "Cliënten  en" becomes "clienten en"."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


def title_order(title: str) -> str:
    """The key by which titles stand in order: accents, case and a leading quote do not count."""
    return fold(title).lstrip("'‘’\"“”-").strip()
