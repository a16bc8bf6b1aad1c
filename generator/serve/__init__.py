"""Preview server: it serves the site like a host, rebuilds it after each change, and updates the open browser."""
