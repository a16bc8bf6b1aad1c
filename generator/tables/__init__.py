"""Sheets of any kind to rows of cells, and rows to sheets; nothing here knows what a column means."""
