"""The importers, by language."""
