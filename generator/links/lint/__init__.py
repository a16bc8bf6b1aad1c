"""Warnings about links that can be built and still go wrong."""
