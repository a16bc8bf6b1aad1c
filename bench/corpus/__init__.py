"""A made-up programme of any size: its people, products and pictures, the same for every generator and every run."""
