"""Fetching web pages as a polite guest: robots.txt, a slow pace, bounds on everything, a cache."""
