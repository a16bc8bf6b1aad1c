"""Meaning of a sheet's columns: the fields of a product and of a person, read from cells and written to them."""
