"""Kits: what each ambassador is given to post with. A kit is private, and nothing of it is ever published."""
