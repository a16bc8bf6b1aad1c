"""Pages and assets to `output/`: the files, what hosts read beside them, and publishing them whole."""
