"""The link sheet: every tracked link of the rendered pages, and what changed between two sheets."""
