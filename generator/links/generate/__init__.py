"""Generation of tracked links."""
