"""Checking: from declarations to a report in every form of output."""
