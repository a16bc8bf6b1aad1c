"""Pictures that a sheet names by their address, brought onto this machine. Nothing else here asks a network."""
