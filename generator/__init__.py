"""One beautiful landing page per ambassador, every shop link tagged for the right person."""

__version__ = "0.1.0"
