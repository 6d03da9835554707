"""Deployments: what an input declares, where each value was written, in what order it happens, and what a second time does.

The importers make these values from templates, scripts and exports; `judging` turns one into the View that rules read.
"""
