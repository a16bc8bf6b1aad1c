"""The preview: the site as a host would serve it, made again at every change, and shown in the open browser."""
