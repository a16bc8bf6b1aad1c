"""Pictures that a sheet names by their address, brought onto this machine. Nothing else in the project asks a network."""
