"""Shards: parts of a site that are built separately, and their merge."""
