"""Documents in, NetworkState out."""
