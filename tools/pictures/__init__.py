"""Draws every picture of the example brand, from numbers only: `python -m tools.pictures` from the repository root."""
