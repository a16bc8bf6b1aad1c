"""Link schemes of affiliate networks: templates, encodings, and the tracking settings of a site."""
