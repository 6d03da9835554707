"""The model against the kernel: random networks, random packets, the whole path compared."""
