"""Did you mean: the known word that is nearest to what was written."""

from __future__ import annotations

from collections.abc import Iterable

_FAR, _NEAR = 0.6, 0.7
"""Likeness of two words from which the second is worth a look, and a suggestion: `joined` is no `routine` (0.62)."""


def closest(word: str, names: Iterable[str]) -> str | None:
    """Return the known word most like `word`, or None when nothing comes near."""
    import difflib  # lazy: most runs have nothing to suggest

    words = {name.lower(): name for name in names}
    # difflib is quadratic in the length of its input, and a hostile key may be a megabyte.
    lower = word[:80].lower()
    matches = difflib.get_close_matches(lower, words, n=3, cutoff=_FAR)
    return next((words[match] for match in matches if _is_near(match, lower)), None)


def _is_near(name: str, word: str) -> bool:
    """Return whether one word holds the other, both have the same letters, one letter differs, or most are the same."""
    import difflib  # lazy: most runs have nothing to suggest

    if name in word or word in name or sorted(name) == sorted(word):
        return True
    if len(name) == len(word) and sum(a != b for a, b in zip(name, word, strict=True)) == 1:
        return True
    return difflib.SequenceMatcher(None, name, word).ratio() >= _NEAR


def did_you_mean(word: str, names: Iterable[str], otherwise: str = "") -> str:
    """Return the hint "did you mean `x`?", or `otherwise` when nothing comes near."""
    match = closest(word, names)
    return f"did you mean `{match}`?" if match else otherwise
