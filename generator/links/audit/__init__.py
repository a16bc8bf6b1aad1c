"""Read a finished link back and verify it; find people whose links cannot be told apart."""
