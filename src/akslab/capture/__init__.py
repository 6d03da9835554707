"""Packets at any points of a lab, as lines and as one pcapng file: read by AF_PACKET sockets of our own, also rootless."""
