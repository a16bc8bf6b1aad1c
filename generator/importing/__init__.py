"""A sheet of products or people, merged into the content that is there."""
