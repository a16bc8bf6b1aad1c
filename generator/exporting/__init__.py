"""Export of products and people to a sheet that people can edit and import again."""
