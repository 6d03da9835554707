"""Services and their endpoints, as kubectl prints them."""

from typing import Any

Json = dict[str, Any]


def service(name: str, namespace: str = "default", address: str = "10.0.12.7", **spec: Any) -> Json:
    """Return a service on port 80; `balanced` are addresses of its load balancer, everything else is of its spec."""
    balanced = spec.pop("balanced", ())
    ports = [{"name": "http", "port": 80, "protocol": "TCP", "targetPort": "web"}]
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name, "namespace": namespace},
        "spec": {"clusterIP": address, "clusterIPs": [address], "ports": ports, **spec},
        "status": {"loadBalancer": {"ingress": [{"ip": each} for each in balanced]}},
    }


def endpoint_slice(of: str, *addresses: str, namespace: str = "default", port: int = 8080, **conditions: bool) -> Json:
    """Return an EndpointSlice of a service."""
    return {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": {
            "name": f"{of}-x1",
            "namespace": namespace,
            "labels": {"kubernetes.io/service-name": of},
        },
        "addressType": "IPv4",
        "ports": [{"name": "http", "port": port, "protocol": "TCP"}],
        "endpoints": [{"addresses": [each], "conditions": conditions} for each in addresses],
    }


def endpoints(of: str, *addresses: str, pods: tuple[str, ...] = ()) -> Json:
    """Return the older Endpoints of a service."""
    names = [*pods, *([""] * len(addresses))]
    told = [
        {"ip": each, **({"targetRef": {"kind": "Pod", "name": name}} if name else {})}
        for each, name in zip(addresses, names, strict=False)
    ]
    return {
        "apiVersion": "v1",
        "kind": "Endpoints",
        "metadata": {"name": of, "namespace": "default"},
        "subsets": [{"addresses": told, "ports": [{"name": "http", "port": 8080, "protocol": "TCP"}]}],
    }
