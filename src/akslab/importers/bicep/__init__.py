"""Bicep files and their parameter files -> deployments, by a parser of our own: nothing is compiled, nothing is run."""
