"""What the columns of a sheet mean: the fields of a product and of a person, read from cells and written to them."""
