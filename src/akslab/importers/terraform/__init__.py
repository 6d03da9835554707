"""Terraform: directories of `.tf` files, plans and states as JSON -> deployments.

`hcl` reads the syntax, `language` evaluates it, `configuration` walks modules and expands resources, `azurerm` and
`azapi` say what a resource is in ARM, `plan` reads what `terraform show -json` writes. Nothing runs Terraform.
"""
