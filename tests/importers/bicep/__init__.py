"""Bicep files, read without the Bicep binary."""
