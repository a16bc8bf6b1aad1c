"""Output: the files of a site, the files for its host, and atomic publishing."""
