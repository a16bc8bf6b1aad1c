"""Files to Site: reading, checking, joining."""
