"""Products and people to a sheet that can be edited and imported again."""
