"""Remedies: what they change, tried on texts that are broken rule by rule."""
