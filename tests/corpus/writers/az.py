"""A Setting as a script of bash: one command for each thing, in order; what does not wait for each other goes on behind.

No role is granted that the setting does not have: az would grant one on the subnet by itself.
"""

import json
import shlex
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from akslab.rules.az_commands import AzCommand

from ..settings import (
    ATTACH,
    CLUSTERS,
    FIREWALLS,
    GATEWAYS,
    GROUPS,
    IDENTITIES,
    INTERFACES,
    LOCKS,
    NAT_GATEWAYS,
    NETWORKS,
    PEERINGS,
    PUBLIC_ADDRESSES,
    ROLES,
    ROUTES,
    TABLES,
    WAIT,
    Document,
    Setting,
    name_of,
)
from .az_clusters import cluster_commands
from .az_places import firewall_commands, group_options, place_options, rule_command
from .saying import CannotSay, parts_of, principals, refuse_what_no_file_says

Command = tuple[str, ...]
_PLAIN: dict[str, tuple[str, ...]] = {
    IDENTITIES: ("identity", "create"),
    NAT_GATEWAYS: ("network", "nat", "gateway", "create"),
    PUBLIC_ADDRESSES: ("network", "public-ip", "create"),
}
_LINKS = {
    "routeTable": "--route-table",
    "networkSecurityGroup": "--network-security-group",
    "natGateway": "--nat-gateway",
}


def write_az(setting: Setting) -> dict[str, str]:
    """Return `deploy.sh`. Raises CannotSay."""
    if setting.commands:
        return {"deploy.sh": _script(setting.commands)}
    refuse_what_no_file_says(replace(setting, tool=""))
    if not setting.is_once:
        raise CannotSay("a script is played twice only where somebody asks for it")
    writer, lines = _Writer(setting), ["#!/bin/bash", "set -e", "az group create -n myResourceGroup -l eastus"]
    for layer in setting.layers:
        is_open = len(layer) > 1 and any(each["type"] == CLUSTERS for each in layer)
        for document in layer:
            written = [_line(command) for command in writer.commands(document)]
            lines += [f"{{ {'; '.join(written)}; }} &"] if is_open else written
        lines += ["wait"] if is_open else []
    return {"deploy.sh": "\n".join(lines) + "\n"}


def _script(commands: tuple[AzCommand, ...]) -> str:
    """Return commands that are themselves at fault."""
    head = ["#!/bin/bash"] if any(each.goes_on for each in commands) else ["#!/bin/bash", "set -e"]
    head.append("az group create -n myResourceGroup -l eastus")
    return "\n".join([*head, *(_typed(each) for each in commands)]) + "\n"


def _typed(command: AzCommand) -> str:
    options = [part for name, value in command.options.items() for part in (name, *_value(value))]
    line = _line((*command.command.split(), *options, *command.unknown))
    # What stands on a line of its own follows a line that ends in a backslash and a blank.
    return " \\ \n  ".join([line, *command.broken])


def _value(value: Any) -> tuple[str, ...]:
    return (str(value),) if value != "" else ()


def _line(command: Command) -> str:
    """Return a line of the script: a command of az, but for `sleep`."""
    return " ".join(
        [
            *(() if command[0] == "sleep" else ("az",)),
            *(word if word.startswith('"$') else shlex.quote(word) for word in command),
        ]
    )


class _Writer:
    def __init__(self, setting: Setting) -> None:
        self.principals = principals(setting.documents)
        self.made: set[str] = set()

    def commands(self, document: Document) -> Iterator[Command]:
        """Yield the commands that make a document. Raises CannotSay."""
        if document["id"].lower() in self.made and document["type"] != WAIT:
            raise CannotSay("a second command for one id changes what the first has made")
        self.made.add(document["id"].lower())
        kind, properties = document["type"], document.get("properties", {})
        if kind == NETWORKS:
            yield from self._network(document, properties)
        elif kind in (TABLES, GROUPS):
            yield from self._list(document, properties)
        elif kind == FIREWALLS:
            yield from firewall_commands(document, properties)
        elif kind == CLUSTERS:
            yield from cluster_commands(document, place_options(document))
        else:
            yield self._command(kind, document, properties)

    def _command(self, kind: str, document: Document, properties: dict[str, Any]) -> Command:
        if kind == WAIT:
            return ("sleep", str(document["seconds"]))
        if kind == ATTACH:
            return (*self._subnet("update", document["subnet"]["id"]), "--route-table", document["table"])
        if kind == ROUTES:
            return self._route(document)
        if kind == PEERINGS:
            return self._peering(document, properties)
        if kind in (INTERFACES, GATEWAYS):
            return self._placed(document, properties)
        if kind in _PLAIN:
            return (*_PLAIN[kind], *place_options(document))
        return self._right(document, properties)

    def _network(self, document: Document, properties: dict[str, Any]) -> Iterator[Command]:
        servers = properties.get("dhcpOptions", {}).get("dnsServers", ())
        spaces = ("--address-prefixes", *properties["addressSpace"]["addressPrefixes"])
        yield (
            "network",
            "vnet",
            "create",
            *place_options(document),
            *spaces,
            *(("--dns-servers", *servers) if servers else ()),
        )
        for subnet in properties.get("subnets", ()):
            yield from self._subnet_command(subnet)

    def _subnet_command(self, subnet: Document) -> Iterator[Command]:
        properties = subnet["properties"]
        if "serviceAssociationLinks" in properties or "resourceNavigationLinks" in properties:
            raise CannotSay("Azure writes it: no request may")
        if subnet["id"].lower() in self.made:
            raise CannotSay("a second command for one id changes what the first has made")
        self.made.add(subnet["id"].lower())
        prefixes = properties.get("addressPrefixes") or [properties["addressPrefix"]]
        links = [(option, properties[name]["id"]) for name, option in _LINKS.items() if properties.get(name)]
        services = [each["properties"]["serviceName"] for each in properties.get("delegations", ())]
        yield (
            *self._subnet("create", subnet["id"]),
            "--address-prefixes",
            *prefixes,
            *(part for link in links for part in link),
            *(("--delegations", *services) if services else ()),
        )

    def _subnet(self, verb: str, id_: str) -> Command:
        network, name = parts_of(id_)[2]
        return ("network", "vnet", "subnet", verb, *group_options(id_), "--vnet-name", network, "-n", name)

    def _list(self, document: Document, properties: dict[str, Any]) -> Iterator[Command]:
        """Yield a route table with its routes, or a security group with its rules."""
        is_table = document["type"] == TABLES
        own = ("network", "route-table" if is_table else "nsg", "create", *place_options(document))
        flag = properties.get("disableBgpRoutePropagation")
        yield own if flag is None else (*own, "--disable-bgp-route-propagation", str(flag).lower())
        children = properties["routes" if is_table else "securityRules"]
        names = [each["name"].lower() for each in children]
        if len(set(names)) < len(names):
            raise CannotSay("a second command for one id changes what the first has made")
        for child in children:
            yield self._route(child) if is_table else rule_command(child)

    def _route(self, document: Document) -> Command:
        table, name = parts_of(document["id"])[2]
        properties = document["properties"]
        address = properties.get("nextHopIpAddress")
        return (
            *("network", "route-table", "route", "create", *group_options(document["id"])),
            *("--route-table-name", table, "-n", name),
            *("--address-prefix", properties["addressPrefix"], "--next-hop-type", properties["nextHopType"]),
            *(("--next-hop-ip-address", address) if address else ()),
        )

    def _peering(self, document: Document, properties: dict[str, Any]) -> Command:
        network, name = parts_of(document["id"])[2]
        flags = {"allowForwardedTraffic": "--allow-forwarded-traffic", "useRemoteGateways": "--use-remote-gateways"}
        return (
            *(
                "network",
                "vnet",
                "peering",
                "create",
                *group_options(document["id"]),
                "-n",
                name,
                "--vnet-name",
                network,
            ),
            *("--remote-vnet", properties["remoteVirtualNetwork"]["id"], "--allow-vnet-access"),
            *(flag for key, flag in flags.items() if properties.get(key)),
        )

    def _placed(self, document: Document, properties: dict[str, Any]) -> Command:
        if document["type"] == GATEWAYS:
            subnet = properties["gatewayIPConfigurations"][0]["properties"]["subnet"]["id"]
            public = properties["frontendIPConfigurations"][0]["properties"]["publicIPAddress"]["id"]
            own = ("network", "application-gateway", "create", *place_options(document))
            return (*own, "--subnet", subnet, "--public-ip-address", public, "--sku", properties["sku"]["name"])
        inner = properties["ipConfigurations"][0]["properties"]
        address = inner.get("privateIPAddress")
        own = ("network", "nic", "create", *place_options(document), "--subnet", inner["subnet"]["id"])
        return (*own, "--private-ip-address", address) if address else own

    def _right(self, document: Document, properties: dict[str, Any]) -> Command:
        scope = document["id"].rpartition("/providers/")[0]
        if document["type"] == LOCKS:
            level = properties["level"]
            return ("lock", "create", "-n", name_of(document), "--lock-type", level, "--resource", scope)
        if document["type"] == ROLES:
            actions = [each for permission in properties["permissions"] for each in permission["actions"]]
            told = {"Name": properties["roleName"], "Actions": actions, "AssignableScopes": [scope]}
            return ("role", "definition", "create", "--role-definition", json.dumps(told))
        who = self._principal(properties["principalId"])
        return (
            *("role", "assignment", "create", "--assignee-object-id", who),
            *("--assignee-principal-type", "ServicePrincipal"),
            *("--role", properties["roleDefinitionName"], "--scope", scope),
        )

    def _principal(self, principal: str) -> str:
        if principal not in self.principals:
            return principal
        kind, id_ = self.principals[principal]
        if id_.lower() not in self.made:
            raise CannotSay("a principal is known when its identity is made")
        show = {"identity": "identity show", "cluster": "aks show", "kubelet": "aks show"}[kind]
        query = {"identity": "principalId", "cluster": "identity.principalId"}
        asked = query.get(kind, "identityProfile.kubeletidentity.objectId")
        return f'"$(az {show} {shlex.join(group_options(id_))} -n {name_of({"id": id_})} --query {asked} -o tsv)"'
