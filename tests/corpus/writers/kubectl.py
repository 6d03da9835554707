"""What was told from inside a cluster as `kubectl get … -o json` prints it."""

import json
from typing import Any

from akslab.rules.cluster_facts import ClusterFacts, Event, MasqueradeConfig, Node, Service
from akslab.rules.unknown import Unknown

Json = dict[str, Any]
_INTERNAL = "service.beta.kubernetes.io/azure-load-balancer-internal"


def write_kubectl(facts: ClusterFacts, cluster_id: str) -> dict[str, Any]:
    """Return the files of one cluster; what nobody told has none, and an empty list cannot be told from that."""
    folder = cluster_id.rsplit("/", 1)[-1]
    lists: dict[str, list[Json]] = {}
    if not isinstance(facts.nodes, Unknown):
        lists["nodes"] = [_node(each) for each in facts.nodes]
    if not isinstance(facts.services, Unknown):
        lists["services"] = [_service(each) for each in facts.services]
    if not isinstance(facts.events, Unknown):
        lists["events"] = [_event(each) for each in facts.events]
    if not isinstance(facts.pods_of, Unknown):
        lists["pods"] = [_pod(name, number) for name, count in facts.pods_of.items() for number in range(count)]
    if not isinstance(facts.masquerade, Unknown):
        lists["configmaps"] = [_map(each) for each in facts.masquerade]
    return {f"{folder}-{name}.json": _list(objects) for name, objects in lists.items()}


def _list(objects: list[Json]) -> Json:
    return {"apiVersion": "v1", "kind": "List", "metadata": {"resourceVersion": ""}, "items": objects}


def _object(kind: str, name: str, namespace: str = "", **more: Any) -> Json:
    metadata = {"name": name, **({"namespace": namespace} if namespace else {})}
    return {"apiVersion": "v1", "kind": kind, "metadata": metadata | more.pop("metadata", {}), **more}


def _node(node: Node) -> Json:
    labels = {"kubernetes.azure.com/agentpool": node.pool} | (
        {} if node.is_managed else {"kubernetes.azure.com/managed": "false"}
    )
    reason = node.unreachable_because
    network = {"status": "True", "reason": reason} if reason else {"status": "False", "reason": "RouteCreated"}
    spec = {"podCIDR": node.pod_cidrs[0], "podCIDRs": list(node.pod_cidrs)} if node.pod_cidrs else {}
    return _object(
        "Node",
        node.name,
        metadata={"labels": labels},
        spec={**spec, **({"providerID": f"azure://{node.machine_id}"} if node.machine_id else {})},
        status={
            "addresses": [{"address": each, "type": "InternalIP"} for each in node.addresses],
            "allocatable": {"cpu": "3860m", **({"pods": str(node.max_pods)} if node.max_pods else {})},
            "conditions": [
                {"type": "NetworkUnavailable", **network},
                {"type": "Ready", "status": "True" if node.is_ready else "False"},
            ],
            "nodeInfo": {"kubeletVersion": node.kubelet_version, "osImage": node.os_image},
        },
    )


def _service(service: Service) -> Json:
    annotations = {_INTERNAL: "true"} if service.is_internal else {}
    ingress = [{"ip": each} for each in service.addresses]
    return _object(
        "Service",
        service.name,
        service.namespace,
        metadata={"annotations": annotations},
        spec={"type": "LoadBalancer"},
        status={"loadBalancer": {"ingress": ingress}},
    )


def _event(event: Event) -> Json:
    about = {"kind": event.kind, "name": event.name, "namespace": event.namespace}
    return _object(
        "Event",
        f"{event.name}.17a",
        event.namespace or "default",
        involvedObject=about,
        reason=event.reason,
        message=event.message,
        count=event.count,
        lastTimestamp=event.last or None,
    )


def _pod(node: str, number: int) -> Json:
    return _object("Pod", f"{node}-{number}", "default", spec={"nodeName": node}, status={"phase": "Running"})


def _map(config: MasqueradeConfig) -> Json:
    ranges = [] if isinstance(config.non_masquerade_cidrs, Unknown) else list(config.non_masquerade_cidrs)
    text = json.dumps({"nonMasqueradeCIDRs": ranges})
    return _object("ConfigMap", config.name, "kube-system", data={config.key: text})
