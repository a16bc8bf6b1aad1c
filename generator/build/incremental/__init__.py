"""State of the last build, and the rules for reusing it."""
