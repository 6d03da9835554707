"""akslab: the AKS kubenet network of your own IP ranges, whole, on one Linux machine."""

__version__ = "0.1.0"
