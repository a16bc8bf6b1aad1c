"""The icons of a site."""
