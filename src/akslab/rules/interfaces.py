"""Which addresses of a subnet a network interface may have, and when the subnet has none left."""

from collections.abc import Iterator

from ..net.prefixes import Address, Prefix, holds, is_reserved_in, next_free_address, parse_address, usable_addresses
from .examples import SUBNET, interface, network, subnet, world
from .facts import prefixes_of
from .ids import same
from .places import subnet_place
from .resources import IpConfiguration, NetworkInterface, Subnet
from .room import free_address, free_beside, wider
from .rule import Answer, Rule, with_own_code
from .unknown import CannotJudge, Values, for_each, known
from .view import AddressRequest, View

FULL_TEXT = "Subnet {subnet} with address prefix {cidr} does not have enough capacity for {n} IP addresses."


def _subnet_of(view: View, configuration: IpConfiguration) -> Subnet | None:
    id_ = known(configuration.subnet_id, f"subnet of {configuration.id}")
    return view.subnet(id_) if id_ else None


def _address(configuration: IpConfiguration) -> Address | None:
    return parse_address(known(configuration.private_ip_address, f"privateIPAddress of {configuration.id}"))


def _placed(view: View, configuration: IpConfiguration) -> Iterator[tuple[Address, tuple[Prefix, ...]]]:
    """Yield a chosen address with the prefixes of its subnet and family."""
    found, address = _subnet_of(view, configuration), _address(configuration)
    if found and address:
        yield address, tuple(prefix for prefix in prefixes_of(found) if prefix.version == address.version)


def _malformed(view: View, nic: NetworkInterface) -> Iterator[Values | CannotJudge]:
    def judge(configuration: IpConfiguration) -> Iterator[Values]:
        if configuration.private_ip_address and _address(configuration) is None:
            told: Values = {"ip": configuration.private_ip_address, "id": configuration.id}
            yield {**told, "at": configuration.place, "free": free_beside(view, configuration)}

    yield from for_each(nic.ip_configurations, judge)


MALFORMED = Rule(
    id="private-address-malformed",
    title="A private IP address is an IP address",
    source=("A7",),
    subject=NetworkInterface,
    answer=with_own_code("PrivateIPAddress", "The private IP address '{ip}' of {id} is not an IP address."),
    fix="Write one address of the subnet, or leave it out and let Azure choose.",
    place="{at}.properties.privateIPAddress",
    check=_malformed,
    failing=lambda: world(network(subnet()), interface("192.168.1")),
    sound=lambda: world(network(subnet()), interface("192.168.1.4")),
)


def _outside(view: View, nic: NetworkInterface) -> Iterator[Values | CannotJudge]:
    def judge(configuration: IpConfiguration) -> Iterator[Values]:
        for address, prefixes in _placed(view, configuration):
            if prefixes and not any(holds(prefix, address) for prefix in prefixes):
                free = free_address(view, configuration, prefixes)
                yield {"ip": address, "cidr": prefixes[0], "at": configuration.place, "free": free}

    yield from for_each(nic.ip_configurations, judge)


# A7 has the codes and what they mean; the words are in public logs of az, terraform and the AKS cloud provider.
OUTSIDE = Rule(
    id="private-address-outside-subnet",
    title="A private IP address is in its subnet",
    source=("A7",),
    subject=NetworkInterface,
    answer=Answer(
        code="PrivateIPAddressNotInSubnet",
        text="Private static IP address {ip} does not belong to the range of subnet prefix {cidr}.",
    ),
    fix="Write an address inside {cidr}, or name the subnet that {ip} is in.",
    place="{at}.properties.privateIPAddress",
    also=("{at}.properties.subnet",),
    check=_outside,
    failing=lambda: world(network(subnet()), interface("192.168.2.4")),
    sound=lambda: world(network(subnet()), interface("192.168.1.4")),
)


def _reserved(view: View, nic: NetworkInterface) -> Iterator[Values | CannotJudge]:
    def judge(configuration: IpConfiguration) -> Iterator[Values]:
        for address, prefixes in _placed(view, configuration):
            for prefix in prefixes:
                if is_reserved_in(prefix, address):
                    lowest = next_free_address(prefix, ())
                    at = {"at": configuration.place, "first": lowest}
                    yield {"ip": address, "cidr": prefix, **at, "free": free_address(view, configuration, (prefix,))}

    yield from for_each(nic.ip_configurations, judge)


RESERVED = Rule(
    id="private-address-reserved",
    title="The first four addresses of a subnet and the last are Azure's",
    source=("A7", "D24", "X1", "hashicorp/terraform-provider-azurerm#4225"),
    subject=NetworkInterface,
    answer=Answer(
        code="PrivateIPAddressInReservedRange",
        text="Private static IP address {ip} falls within reserved IP range of subnet prefix {cidr}.",
    ),
    fix="Write {first} or a later address of {cidr}; the last one is Azure's too.",
    place="{at}.properties.privateIPAddress",
    check=_reserved,
    failing=lambda: world(network(subnet()), interface("192.168.1.3")),
    sound=lambda: world(network(subnet()), interface("192.168.1.4")),
)


def _others(view: View, configuration: IpConfiguration) -> Iterator[IpConfiguration]:
    """Yield the other configurations in the same subnet."""
    for nic in view.network_interfaces.values():
        for other in nic.ip_configurations:
            if not same(other.id, configuration.id) and same(str(other.subnet_id), str(configuration.subnet_id)):
                yield other


def _allocated(view: View, nic: NetworkInterface) -> Iterator[Values | CannotJudge]:
    def judge(configuration: IpConfiguration) -> Iterator[Values]:
        address = _address(configuration)
        for other in _others(view, configuration) if address else ():
            if _address(other) == address:
                free = free_beside(view, configuration)
                ids = {"id": configuration.id, "other": other.id}
                yield {**ids, "ip": address, "at": configuration.place, "free": free}

    yield from for_each(nic.ip_configurations, judge)


ALLOCATED = Rule(
    id="private-address-allocated",
    title="Two network interfaces do not have one address",
    source=("A7", "F5Networks/terraform-azure-bigip-module#63"),
    subject=NetworkInterface,
    answer=Answer(
        code="PrivateIPAddressIsAllocated",
        text="IP configuration {id} is using the private IP address {ip} which is already allocated to resource "
        "{other}.",
    ),
    fix="Write another address than {ip}, or leave it out and let Azure choose.",
    place="{at}.properties.privateIPAddress",
    check=_allocated,
    failing=lambda: world(network(subnet()), interface("192.168.1.4"), interface("192.168.1.4", "second")),
    sound=lambda: world(network(subnet()), interface("192.168.1.4"), interface("192.168.1.5", "second")),
)


def _external(view: View, nic: NetworkInterface) -> Iterator[Values | CannotJudge]:
    def judge(configuration: IpConfiguration) -> Iterator[Values]:
        found = _subnet_of(view, configuration)
        if found and found.external_resources:
            ids = ", ".join(found.external_resources)
            yield {"id": found.id, "id2": configuration.id, "ids": ids, "at": configuration.place}

    yield from for_each(nic.ip_configurations, judge)


EXTERNAL = Rule(
    id="subnet-with-external-resources",
    title="A subnet that another service fills takes no network interfaces",
    source=("A13",),
    subject=NetworkInterface,
    answer=Answer(
        code="SubnetWithExternalResourcesCannotBeUsedByOtherResources",
        text="Subnet {id} referenced by {id2} cannot be used because it contains external resources. The external "
        "resources in this subnet are {ids}. You need to delete these external resources before deploying into this "
        "subnet.",
        status_known=False,
    ),
    fix="Put the interface into another subnet: this one belongs to {ids}.",
    place="{at}.properties.subnet",
    check=_external,
    failing=lambda: world(network(subnet(serviceAssociationLinks=[{"id": f"{SUBNET}/link"}])), interface()),
    sound=lambda: world(network(subnet()), interface()),
)


def _room(view: View, found: Subnet) -> int:
    taken = sum(
        1
        for nic in view.network_interfaces.values()
        for configuration in nic.ip_configurations
        if configuration.private_ip_address and same(str(configuration.subnet_id), found.id)
    )
    return sum(usable_addresses(prefix) for prefix in prefixes_of(found) if prefix.version == 4) - taken


def _full(view: View, nic: NetworkInterface) -> Iterator[Values]:
    wanted = [c for c in nic.ip_configurations if not known(c.private_ip_address, f"privateIPAddress of {c.id}")]
    for found in {found.id: found for c in wanted if (found := _subnet_of(view, c))}.values():
        number = sum(same(str(configuration.subnet_id), found.id) for configuration in wanted)
        prefixes = prefixes_of(found)
        # A subnet without a prefix that is one has a finding of its own.
        if prefixes and number > _room(view, found):
            at = next(c.place for c in wanted if same(str(c.subnet_id), found.id))
            more = {"free": wider(view, found, number, _room(view, found)), "subnetAt": subnet_place(found.id)}
            yield {"subnet": found.name, "cidr": prefixes[0], "n": number, "at": at, **more}


def _three_and(*others: dict[str, object]) -> View:
    taken = (interface(f"192.168.1.{host}", f"nic{host}") for host in (4, 5))
    return world(network(subnet(prefix="192.168.1.0/29")), *taken, *others)


FULL = Rule(
    id="subnet-full-for-interface",
    title="A subnet has an address left for a network interface that asks for any",
    source=("A1", "Azure/AKS#2531"),
    subject=NetworkInterface,
    answer=Answer(code="SubnetIsFull", text=FULL_TEXT, status_known=False),
    fix="Use another subnet, or free addresses of {cidr}; a subnet in use is not resized.",
    place="{at}.properties.subnet",
    check=_full,
    failing=lambda: _three_and(interface("192.168.1.6", "third"), interface("", "fourth")),
    sound=lambda: _three_and(interface("", "third")),
)


def _request_too_large(view: View, request: AddressRequest) -> Iterator[Values]:
    found = view.subnet(request.id)
    if found and request.count > _room(view, found):
        at = subnet_place(found.id)
        yield {"subnet": found.name, "cidr": prefixes_of(found)[0], "n": request.count, "at": at}


def _request(count: int) -> View:
    wish = AddressRequest(id=SUBNET, count=count)
    return world(network(subnet(prefix="192.168.1.0/29")), interface("192.168.1.4"), requests=(wish,))


REQUEST_TOO_LARGE = Rule(
    id="subnet-full",
    title="A subnet has the addresses a scale set asks for",
    source=("A1", "Azure/AKS#2531"),
    subject=AddressRequest,
    answer=Answer(code="SubnetIsFull", text=FULL_TEXT, status_known=False),
    fix="Use another subnet for the pool, or free addresses of {cidr}; a subnet in use is not resized.",
    place="{at}.properties.addressPrefix",
    check=_request_too_large,
    failing=lambda: _request(3),
    sound=lambda: _request(2),
)

INTERFACES = (MALFORMED, EXTERNAL, OUTSIDE, RESERVED, ALLOCATED, FULL, REQUEST_TOO_LARGE)
