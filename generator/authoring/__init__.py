"""What writes into a site's folder for the marketer. It never writes over a file."""
