"""Deployments: documents, order, worlds and the second apply, by declarations made by hand."""
