"""Microsoft.Network/publicIPAddresses: what the Internet sees. A lab hands out 203.0.113.4 to .127 (TEST-NET-3)."""

from collections.abc import Iterator
from ipaddress import IPv4Address

from msgspec import field

from ..arm.declaration import Change, ResourceType
from ..arm.errors import OWN_WORDS, ArmError
from ..arm.world import World
from ..wire.properties import Json, Properties, ReadOnly
from .judgement import refuse_deletion_in_use
from .references import reference_list

FIRST, LAST = IPv4Address("203.0.113.4"), IPv4Address("203.0.113.127")
_TYPE = "Microsoft.Network/publicIPAddresses"


class PublicIpProperties(Properties, frozen=True, kw_only=True):
    """A public address, assigned when it is made."""

    public_ip_allocation_method: str = field(default="Static", name="publicIPAllocationMethod")
    public_ip_address_version: str = field(default="IPv4", name="publicIPAddressVersion")
    idle_timeout_in_minutes: int = 4
    ddos_settings: Json = field(default_factory=lambda: {"protectionMode": "VirtualNetworkInherited"})
    ip_address: ReadOnly[str | None] = None
    ip_tags: list[Json] = field(default_factory=list)
    dns_settings: Json | None = None
    ip_configuration: ReadOnly[Json | None] = None
    resource_guid: ReadOnly[str | None] = None
    provisioning_state: ReadOnly[str] = "Succeeded"


def _taken(world: World) -> set[str]:
    return {str(document["properties"].get("ipAddress")) for document in world.of_type(_TYPE)}


def _free(world: World) -> str | None:
    taken = _taken(world)
    addresses = (IPv4Address(number) for number in range(int(FIRST), int(LAST) + 1))
    return next((str(address) for address in addresses if str(address) not in taken), None)


def _refuse(change: Change, world: World) -> Iterator[ArmError]:
    assert change.new is not None
    if change.new["properties"]["publicIPAddressVersion"] != "IPv4":
        yield ArmError(400, "NotServedByAkslab", "akslab has IPv4 public addresses only.")
    if change.old is None and _free(world) is None:
        yield ArmError(
            400,
            "PublicIPCountLimitReached",
            f"A lab has {int(LAST) - int(FIRST) + 1} public addresses, and all are taken.{OWN_WORDS}",
        )


def _complete(change: Change, world: World) -> Json:
    assert change.new is not None
    properties = change.new["properties"]
    address = properties.get("ipAddress") or _free(world)
    return {
        "sku": {"name": "Standard", "tier": "Regional"},
        **change.new,
        "properties": {**properties, "ipAddress": address},
    }


def _with_user(document: Json, world: World) -> Json:
    users = reference_list(world, document["id"], "/ipConfigurations/")
    if not users:
        return document
    return {**document, "properties": {**document["properties"], "ipConfiguration": users[0]}}


PUBLIC_IP_ADDRESSES = ResourceType(
    name=_TYPE,
    what="create, show, list, delete; IPv4, on an interface or as a cluster's outbound address",
    shows_etag=True,
    properties=PublicIpProperties,
    refuse=_refuse,
    refuse_deletion=refuse_deletion_in_use,
    complete=_complete,
    answer=_with_user,
)
