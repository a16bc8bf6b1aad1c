"""Lints: warnings about links that are valid but will not work as intended."""
