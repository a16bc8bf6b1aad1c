"""The brand's own view of its people: states, numbers, dates, matches. No page of the site holds any of it."""
