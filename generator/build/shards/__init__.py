"""One part of a site, built by itself, and all parts merged."""
