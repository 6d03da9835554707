"""Documents in, NetworkState out: what the Azure and Kubernetes documents of a lab mean for a Linux kernel.

Pure: equal documents give equal states, whatever order they come in. `inputs` reads documents, `network` compiles
them, `effective_routes` answers what a subnet's traffic follows, `names` says what everything is called.
"""
