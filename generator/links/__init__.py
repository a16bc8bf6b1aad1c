"""Links: every one to the shop tagged for the right person, by rules that are data."""
