"""Parsing, cleaning and editing of web addresses, hosts and queries."""
