"""Kubernetes kinds, with Kubernetes' own words: what a lab makes of each."""
