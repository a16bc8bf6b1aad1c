"""Writers of new files into a site's folder for the marketer; they never overwrite a file of a person."""
