"""Orchestration of a run, from content to a published site. Import from its modules."""
