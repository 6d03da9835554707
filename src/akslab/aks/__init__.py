"""What AKS makes of a cluster, as values: names, bodies, routes. Controllers write them, `networks` foresees them."""
