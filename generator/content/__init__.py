"""Content of a site: reading, checking and joining its files."""
