"""Write pictures: widths, formats, and quality."""
