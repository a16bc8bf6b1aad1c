"""The writer of pictures: widths, formats and quality."""
