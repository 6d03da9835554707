"""The laws of the kernel seam, and what only real packets can show."""
