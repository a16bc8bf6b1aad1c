"""Links: rules, kept as data, that tag every link to the shop for the right person."""
