"""Terraform's expressions: values, types, operators and functions, with what nobody knows yet kept apart."""
