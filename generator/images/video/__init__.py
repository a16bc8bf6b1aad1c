"""Videos, published without metadata."""
