"""Intervals of small numbers: what they show, and what they cannot show."""

from __future__ import annotations

from math import exp, sqrt

FEWEST_VISITS = 100
FEWEST_ORDERS = 5
"""Below these the numbers of a person are printed, and neither ranked nor judged."""
FEWEST_POSTS = 3
_Z = 1.959963984540054  # 95 %


def wilson(hits: int, trials: int) -> tuple[float, float] | None:
    """The interval in which a share lies with 95 % confidence (Wilson's); None where there was no trial.

    More hits than trials are no share: a code was used without a visit.
    """
    if trials <= 0 or hits > trials:
        return None
    share = hits / trials
    width = _Z * sqrt(share * (1 - share) / trials + _Z**2 / (4 * trials**2))
    middle = share + _Z**2 / (2 * trials)
    whole = 1 + _Z**2 / trials
    return max(0.0, (middle - width) / whole), min(1.0, (middle + width) / whole)


def verdict(hits: int, trials: int, usual: float) -> str:
    """Compare a share with the usual one: `above`, `below`, `no clear difference` or `too few for a conclusion`."""
    interval = wilson(hits, trials)
    if interval is None or trials < FEWEST_VISITS:
        return "too few for a conclusion"
    if interval[0] > usual:
        return "above"
    return "below" if interval[1] < usual else "no clear difference"


def is_silence_odd(trials: int, usual: float) -> bool:
    """Whether no hit in so many trials is unlikely (under 5 %) at the usual share."""
    return trials >= FEWEST_VISITS and exp(-trials * usual) < 0.05
