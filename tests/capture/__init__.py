"""Captures: the file, the lines, what is recognised, and sockets on the real kernel."""
