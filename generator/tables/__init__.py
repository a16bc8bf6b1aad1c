"""Conversion between sheet files and rows of cells; this layer does not know the meaning of a column."""
