"""What is known of the last build, and what of it can be reused."""
