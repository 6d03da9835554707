"""Exports: every shape az, REST and kubectl print, and every way a file can be none."""
