"""Word lists of the cleaning stage, as data."""
