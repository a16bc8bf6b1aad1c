"""Did you mean: the known word that is nearest to what was written."""

from __future__ import annotations

from collections.abc import Iterable


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like `word`, or None when nothing comes near."""
    import difflib  # most runs have nothing to suggest

    words = {name.lower(): name for name in known}
    # difflib is quadratic in the length of its input, and a hostile key may be a megabyte.
    matches = difflib.get_close_matches(word[:80].lower(), words, n=1, cutoff=0.6)
    return words[matches[0]] if matches else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the hint "did you mean `x`?", or `otherwise` when nothing comes near."""
    match = closest(word, known)
    return f"did you mean `{match}`?" if match else otherwise
