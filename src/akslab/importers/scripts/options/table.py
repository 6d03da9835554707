"""The options of every command that is read, ready to be looked up; what az dropped is still understood."""

from functools import cache
from typing import Literal

from msgspec import Struct

from .aks import AKS_OPTIONS
from .network import NETWORK_OPTIONS
from .other import OTHER_OPTIONS

Takes = Literal["none", "maybe", "several", "one"]
_TAKES: dict[str, Takes] = {"!": "none", "?": "maybe", "*": "several"}

_GLOBAL = (
    "--debug! | --verbose! | --only-show-errors! | --help -h! | --output -o | --query | --subscription | --ids* | "
    "--no-wait? | --acquire-policy-token! | --change-reference"
)
"""What every command takes; `--ids` those with a show, a change or a deletion."""

_OLD = {
    "network vnet peering create": "--remote-vnet-id",
    "role assignment create": "--resource-group -g",
    "ad sp create-for-rbac": "--credential-description",
    "aks create": "--enable-rbac -r! | --uptime-sla! | --enable-vmss! | --node-zones* | --aad-server-app-id | "
    "--aad-server-app-secret | --aad-client-app-id | --enable-pod-identity! | --node-taints | --enable-pod-security-policy!",
}
"""Options az had once: they are read, and reported."""

_RULE = (
    "--name -n | --resource-group -g | --firewall-name -f | --collection-name -c | --priority | --action | --protocols* | "
    "--source-addresses* | --source-ip-groups* | --description"
)
_POLICY_RULE = (
    "--name -n | --resource-group -g | --policy-name | --rule-collection-group-name --rcg-name | --collection-name -c | "
    "--rule-type | --action | --collection-priority | --rule-name | --description | --ip-protocols* | --protocols* | "
    "--source-addresses* | --source-ip-groups* | --destination-addresses --dest-addr* | "
    "--destination-ip-groups --dest-ipg* | --destination-ports* | --destination-fqdns* | --target-fqdns* | "
    "--target-urls* | --fqdn-tags* | --web-categories* | --enable-tls-insp? | --translated-address | --translated-port | "
    "--translated-fqdn"
)
_GROUP = "network firewall policy rule-collection-group"
_EXTENSIONS = {
    "network firewall create": "--name -n | --resource-group -g | --location -l | --vnet-name | --public-ip | --sku | "
    "--tier | --firewall-policy --policy | --conf-name | --zones* | --enable-dns-proxy? | --dns-servers* | --tags* | "
    "--m-public-ip | --m-conf-name | --private-ranges* | --threat-intel-mode | --vhub | --count",
    "network firewall ip-config create": "--name -n | --resource-group -g | --firewall-name -f | "
    "--public-ip-address | --vnet-name | --m-name | --m-public-ip-address | --m-vnet-name",
    "network firewall network-rule create": f"{_RULE} | --destination-addresses* | --destination-ports* | "
    "--destination-fqdns* | --destination-ip-groups --dest-ip-groups*",
    "network firewall application-rule create": f"{_RULE} | --target-fqdns* | --fqdn-tags*",
    "network firewall nat-rule create": f"{_RULE} | --destination-addresses* | --destination-ports* | "
    "--translated-address | --translated-port | --translated-fqdn",
    "network firewall policy create": "--name -n | --resource-group -g | --location -l | --sku | --base-policy | --tags*",
    f"{_GROUP} create": "--name -n | --resource-group -g | --policy-name | --priority",
    f"{_GROUP} collection add-filter-collection": _POLICY_RULE,
    f"{_GROUP} collection add-nat-collection": _POLICY_RULE,
    f"{_GROUP} collection rule add": _POLICY_RULE,
    "network firewall show": "--name -n | --resource-group -g",
}
"""Commands of extensions: not all of their options are here, so that none is reported as unknown."""


class Option(Struct, frozen=True):
    """One option of a command."""

    names: tuple[str, ...]
    takes: Takes
    is_known: bool = True
    """The az of today has it."""

    @property
    def name(self) -> str:
        """The name it is kept by: the first."""
        return self.names[0]


class Table(Struct, frozen=True):
    """The options of one command, by each of their names."""

    by_name: dict[str, Option]
    is_complete: bool = True

    def find(self, written: str) -> Option | None:
        """Return the option that a name or a unique beginning of one means, as az does."""
        exact = self.by_name.get(written)
        if exact or not written.startswith("--"):
            return exact
        meant = {option.name: option for name, option in self.by_name.items() if name.startswith(written)}
        known = [option for option in meant.values() if option.is_known]
        return known[0] if len(known) == 1 else None


@cache
def table_of(command: str) -> Table | None:
    """Return the options of a command such as `network vnet create`; None for one that is not read."""
    written = AKS_OPTIONS.get(command) or NETWORK_OPTIONS.get(command) or OTHER_OPTIONS.get(command)
    is_complete = written is not None
    written = written or _EXTENSIONS.get(command)
    if written is None:
        return None
    options = [*_options(_GLOBAL), *_options(_OLD.get(command, ""), False), *_options(written)]
    return Table({name: option for option in options for name in option.names}, is_complete)


def _options(written: str, is_known: bool = True) -> list[Option]:
    found = []
    for spec in written.split(" | ") if written else ():
        takes = _TAKES.get(spec[-1], "one")
        names = tuple((spec if takes == "one" else spec[:-1]).split())
        found.append(Option(names, takes, is_known))
    return found
