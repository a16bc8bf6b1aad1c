"""What will change on the site by itself, as the days go by."""
