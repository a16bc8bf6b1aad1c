"""Markdown, rendered as safe HTML with slots for links, cards and pictures."""
