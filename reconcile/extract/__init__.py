"""Article to claims: each file reads one kind of thing from a parsed text."""
