"""Where people are rendered: in this process, in a pool, or in a cluster."""
