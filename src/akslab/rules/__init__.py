"""The rules of Azure networks and of AKS, one catalogue: the API refuses by them, check and doctor report them."""
