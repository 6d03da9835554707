"""The Kubernetes client seam: how controllers speak of nodes, pods and events, whoever keeps them."""
