"""Import of a spreadsheet of products or people into the existing content."""
