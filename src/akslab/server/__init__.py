"""HTTP in, HTTP out: TLS on loopback, tokens, Entra, Graph, instance metadata. It decides nothing about resources."""
