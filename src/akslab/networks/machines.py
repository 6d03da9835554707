"""Network interfaces that are not a cluster's -> machines: each stands for the virtual machine behind it."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from ..compile.inputs import IpConfiguration, Machine
from ..rules.fields import Fields, certain
from ..rules.ids import name_of
from ..rules.resources import NetworkInterface
from ..rules.unknown import Unknown
from ..rules.view import View
from ..wire.sentences import sentence
from ..wire.symbols import has_symbol, spoken
from .addresses import Addresses, is_fourth
from .documents import is_of_sixth
from .draft import Draft
from .reading import interface_of

_BALANCERS = "/microsoft.network/loadbalancers/"
_OTHERS = (_BALANCERS, "/microsoft.compute/virtualmachinescalesets/")
"""Parts of ids of what a view counts among the interfaces and no single machine stands behind."""


def read_machines(
    view: View, documents: Iterable[Mapping[str, Any]], draft: Draft, without: Container[str] = ()
) -> None:
    """Add the machines behind a view's interfaces to a draft; an address that Azure is to choose is the next free one.

    `documents` tell the names of virtual machines that name their interfaces themselves; `without` are the lower-cased
    ids of interfaces that are a cluster's.
    """
    for each in view.network_interfaces.values():
        if _BALANCERS in each.id.lower():
            _note_frontends(each, draft)
    documents = list(documents)
    owners, sixth = _owners(documents), _sixth(documents)
    single = [
        each
        for id_, each in view.network_interfaces.items()
        if id_ not in without and not any(part in id_ for part in _OTHERS)
    ]
    chosen = {each.id.lower(): _configured(each, sixth) for each in single}
    # What one interface has written is not chosen for another.
    free = Addresses(draft, taken=(address for own in chosen.values() for address in own))
    for each in single:
        _add(each, chosen[each.id.lower()], owners.get(each.id.lower(), ""), draft, free)


def _note_frontends(balancer: NetworkInterface, draft: Draft) -> None:
    """Note the addresses of a load balancer, which is not part of the network: who asks for one is told."""
    for address in _addresses_of(balancer):
        draft.absent[address] = sentence("endpoint.balancer", address=address, name=spoken(name_of(balancer.id)))


def _configured(interface: NetworkInterface, sixth: Container[tuple[str, int]]) -> tuple[str, ...]:
    """Return the address of each IPv4 configuration; an empty one is for Azure to choose, and so are those nobody lists."""
    found = []
    for number, each in enumerate(interface.ip_configurations):
        address = each.private_ip_address
        is_written = not isinstance(address, Unknown) and not has_symbol(address) and is_fourth(address)
        if (interface.id.lower(), number) not in sixth:
            found.append(str(address) if is_written else "")
    return tuple(found) or ("",)


def _sixth(documents: Iterable[Mapping[str, Any]]) -> set[tuple[str, int]]:
    """Return the configurations of IPv6: the interface's id, lower-cased, and their number."""
    return {
        (certain(fields.text("id")).lower(), number)
        for fields in map(Fields, documents)
        for number, each in enumerate(fields.fields("properties").listed("ipConfigurations"))
        if is_of_sixth(each)
    }


def _add(interface: NetworkInterface, addresses: tuple[str, ...], owner: str, draft: Draft, free: Addresses) -> None:
    machine = interface.machine_id if isinstance(interface.machine_id, str) else ""
    name = spoken(name_of(machine or owner or interface.id))
    made = interface_of(interface, addresses, draft)
    if made is None:
        draft.leave_out("unfit.machine", name)
        return
    subnet = next(each for network in draft.networks.values() for each in network.subnets if each.id == made.subnet)
    found = [address or free.next_of(subnet) for address in addresses]
    if None in found:
        draft.leave_out("unfit.full", name)
        return
    made = replace(made, configurations=tuple(IpConfiguration(each, None) for each in found if each))
    draft.interfaces[made.id] = made
    taken = {each.name for each in draft.machines}
    draft.machines.append(Machine(name if name not in taken else spoken(name_of(interface.id)), made.id))


def _addresses_of(interface: NetworkInterface) -> tuple[str, ...]:
    """Return the IPv4 addresses that are written: akslab's network has no other ones."""
    written = (each.private_ip_address for each in interface.ip_configurations)
    return tuple(each for each in written if not isinstance(each, Unknown) and not has_symbol(each) and is_fourth(each))


def _owners(documents: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the machines that name interfaces: lower-cased id of the interface -> id of the machine."""
    found: dict[str, str] = {}
    for document in documents:
        fields = Fields(document)
        if certain(fields.text("type")).lower() == "microsoft.compute/virtualmachines":
            profile = fields.fields("properties").fields("networkProfile")
            for each in profile.listed("networkInterfaces"):
                found[certain(each.text("id")).lower()] = certain(fields.text("id"))
    return found
