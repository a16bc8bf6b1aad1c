"""Audit of finished links: read them back, verify them, and find people with indistinguishable links."""
