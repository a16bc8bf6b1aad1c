"""Name of the private folder of a site. The module imports nothing, because every build reads it."""

PRIVATE = ".ambassador-private"
"""Folder in the site for what rosters remember (see `roster/memory.py`); neither Git nor CI gets it."""
