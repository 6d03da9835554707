"""Terraform: configurations, plans and states as deployments."""
