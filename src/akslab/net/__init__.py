"""Addresses, links, routes, nftables objects and packets as plain values: the words everything else speaks."""
