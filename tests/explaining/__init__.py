"""Explaining: what an error means, found in whatever it was wrapped in."""
