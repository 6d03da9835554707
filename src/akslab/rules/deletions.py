"""What cannot be deleted while something links to it (A9-A12)."""

from collections.abc import Callable, Iterator

from .examples import GROUP, SECURITY_GROUP, SUBNET, TABLE, Document, network, security_group, subnet, table, world
from .ids import name_of, same
from .places import subnet_place
from .rule import Answer, Check, Rule
from .unknown import Values
from .view import Deletion, View

SUBNETS = "Microsoft.Network/virtualNetworks/subnets"
ROUTE_TABLES = "Microsoft.Network/routeTables"
SECURITY_GROUPS = "Microsoft.Network/networkSecurityGroups"
PUBLIC_IPS = "Microsoft.Network/publicIPAddresses"
_INTERFACE = f"{GROUP}/providers/Microsoft.Network/networkInterfaces/myNic/ipConfigurations/ipconfig1"
_PUBLIC_IP = {"id": f"{GROUP}/providers/{PUBLIC_IPS}/myIp", "name": "myIp", "type": PUBLIC_IPS}


def _in_use(type_: str) -> Check[Deletion]:
    """Return the check for one type: some resource still links to it."""

    def judge(_view: View, deletion: Deletion) -> Iterator[Values]:
        if same(deletion.type, type_) and deletion.referers:
            referers = ",".join(deletion.referers)
            yield {
                "name": name_of(deletion.id),
                "id": deletion.id,
                "referer": deletion.referers[0],
                "referers": referers,
                "at": subnet_place(deletion.id) if type_ == SUBNETS else "name",
            }

    return judge


def _deleting(type_: str, id_: str, *referers: str, place: Document) -> Callable[[], View]:
    return lambda: world(place, requests=(Deletion(id=id_, type=type_, referers=referers),))


SUBNET_IN_USE = Rule(
    id="subnet-in-use",
    title="A subnet with something in it is not deleted, nor is its network",
    source=("A9",),
    subject=Deletion,
    answer=Answer(
        code="InUseSubnetCannotBeDeleted",
        text="Subnet {name} is in use by {referer} and cannot be deleted. In order to delete the subnet, delete all "
        "the resources within the subnet. See aka.ms/deletesubnet.",
        status_known=False,
    ),
    fix="Delete or move what is in the subnet first: {referers}.",
    place="{at}",
    check=_in_use(SUBNETS),
    failing=_deleting(SUBNETS, SUBNET, _INTERFACE, place=network(subnet())),
    sound=_deleting(SUBNETS, SUBNET, place=network(subnet())),
)

ROUTE_TABLE_IN_USE = Rule(
    id="route-table-in-use",
    title="A route table on a subnet is not deleted",
    source=("A10",),
    subject=Deletion,
    answer=Answer(
        code="InUseRouteTableCannotBeDeleted",
        text="Route table {name} is in use and cannot be deleted. {id}",
        status_known=False,
    ),
    fix="Take the table off its subnets first: {referers}.",
    place="{at}",
    check=_in_use(ROUTE_TABLES),
    failing=_deleting(ROUTE_TABLES, TABLE, SUBNET, place=table()),
    sound=_deleting(ROUTE_TABLES, TABLE, place=table()),
)

SECURITY_GROUP_IN_USE = Rule(
    id="network-security-group-in-use",
    title="A network security group on a subnet or an interface is not deleted",
    source=("A11",),
    subject=Deletion,
    answer=Answer(
        code="InUseNetworkSecurityGroupCannotBeDeleted",
        text="Network security group {id} cannot be deleted because it is in use by the following resources: "
        "{referers}. In order to delete the Network security group, remove the association with the resource(s).",
        status_known=False,
    ),
    fix="Take the group off its subnets and interfaces first: {referers}.",
    place="{at}",
    check=_in_use(SECURITY_GROUPS),
    failing=_deleting(SECURITY_GROUPS, SECURITY_GROUP, SUBNET, place=security_group()),
    sound=_deleting(SECURITY_GROUPS, SECURITY_GROUP, place=security_group()),
)

PUBLIC_IP_IN_USE = Rule(
    id="public-ip-in-use",
    title="A public IP address of an interface or a load balancer is not deleted",
    source=("A12",),
    subject=Deletion,
    answer=Answer(
        code="PublicIPAddressCannotBeDeleted",
        text="Public IP address {id} can not be deleted since it is still allocated to resource {referer}. In order "
        "to delete the public IP, disassociate/detach the Public IP address from the resource.",
        status_known=False,
    ),
    fix="Take the address off {referer} first.",
    place="{at}",
    check=_in_use(PUBLIC_IPS),
    failing=_deleting(PUBLIC_IPS, _PUBLIC_IP["id"], _INTERFACE, place=_PUBLIC_IP),
    sound=_deleting(PUBLIC_IPS, _PUBLIC_IP["id"], place=_PUBLIC_IP),
)

DELETIONS = (SUBNET_IN_USE, ROUTE_TABLE_IN_USE, SECURITY_GROUP_IN_USE, PUBLIC_IP_IN_USE)
