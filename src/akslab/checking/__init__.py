"""Checking: inputs -> a report that points at lines, says what Azure would answer, and how to put it right.

Pure: texts are handed in, the report is a value; the command line reads and prints. `doctor` makes its findings into the
same report, so every output form serves both.
"""
