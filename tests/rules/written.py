"""What the places of findings are looked up in: the documents of an example, and the options of its commands."""

from typing import Any

from akslab.rules.az_commands import AzCommand
from akslab.rules.example import Example
from akslab.rules.places import object_id
from akslab.rules.unknown import Unknown


def written_in(example: Example) -> dict[str, Any]:
    """Return by lower-case id, or address, what a person wrote."""
    documents = {str(document["id"]).lower(): document for document in example.documents} | _objects(example)
    return documents | {command.id.lower(): _options(command) for command in example.commands}


def _objects(example: Example) -> dict[str, Any]:
    """Return the Kubernetes objects of the clusters that run, as far as places lead into them."""
    found: dict[str, Any] = {}
    for facts in example.cluster_facts.values():
        for each in () if isinstance(facts.events, Unknown) else facts.events:
            found[each.id] = {"message": each.message}
        for node in () if isinstance(facts.nodes, Unknown) else facts.nodes:
            block = {"podCIDR": node.pod_cidrs[0]} if node.pod_cidrs else {}
            found[object_id("node", "", node.name)] = {"spec": block, "status": {"conditions": []}}
        for config in () if isinstance(facts.masquerade, Unknown) else facts.masquerade:
            found[object_id("configmap", config.namespace, config.name)] = {"data": {config.key: ""}}
    return found


def _options(command: AzCommand) -> dict[str, Any]:
    """Return what a place names in a command: its options, those az does not have, and those that lost it."""
    return {**command.options, **dict.fromkeys((*command.unknown, *command.broken))}
