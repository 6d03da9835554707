"""The AKS article "Use kubenet networking with your own IP address ranges", run end to end on a throw-away lab."""
