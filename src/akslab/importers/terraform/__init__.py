"""Terraform: directories of `.tf` files, plans and states as JSON -> deployments.

`directory` and `plan.deployments` are the two ways in; `plan.recognition` tells a plan and a state from other JSON,
`roots` tells root modules from folders that others call, `spelling` says ARM's properties in azurerm's words. `hcl`
reads the syntax, `language` evaluates it, `configuration` walks modules and expands resources, `azurerm` and `azapi`
say what a resource is in ARM. Nothing runs Terraform.
"""
