"""Web addresses, hosts and queries: parsed, cleaned, edited."""
