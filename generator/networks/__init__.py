"""The affiliate link schemes that are built in: data only, read by `generator.links.schemes.builtin`."""
