"""Generation of tracked links, for one person or once for many."""
