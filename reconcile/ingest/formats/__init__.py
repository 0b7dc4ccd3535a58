"""One module for each format: how it is recognised, and how it is read."""
