"""Markdown as people write it, made into safe HTML with slots for links, cards and pictures."""
