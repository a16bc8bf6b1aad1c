"""Download of pictures that a sheet names by address. Only this layer uses the network."""
