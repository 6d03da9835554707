"""The AKS resource provider: what it makes of a cluster in the node resource group and on the user's subnet (section K)."""
