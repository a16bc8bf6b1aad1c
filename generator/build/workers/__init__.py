"""Workers that render people: this process, a pool, or a cluster."""
