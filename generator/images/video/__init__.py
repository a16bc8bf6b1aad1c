"""Videos: published without metadata."""
