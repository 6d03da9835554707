"""The azurerm provider: what its resources are in ARM, which release knows which argument, what a later apply changes."""
