"""Share cards, and the lettering and shapes they are drawn with."""
