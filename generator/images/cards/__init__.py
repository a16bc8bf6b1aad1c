"""Share cards, with their lettering and shapes."""
