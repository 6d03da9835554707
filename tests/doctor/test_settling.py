"""The command that settles a question names what nobody knows yet as everything else does."""

from akslab.doctor.settling import settled_by
from akslab.rules.examples import CLUSTER, IDENTITY, cluster, network, pool, subnet, world
from akslab.wire.symbols import symbol

PLACE = f"/subscriptions/{symbol('subscription')}/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v"


def test_a_network_in_an_unknown_subscription_is_named_with_angle_brackets() -> None:
    made = cluster(pool(vnetSubnetID=f"{PLACE}/subnets/s"))
    view = world(network(subnet()), made)

    assert settled_by("dnsServers of v", view, CLUSTER) == f"az network vnet show --ids {PLACE}".replace(
        symbol("subscription"), "<subscription>"
    )


def test_an_identity_in_an_unknown_subscription_is_too() -> None:
    id_ = IDENTITY.replace("00000000-0000-0000-0000-000000000000", symbol("subscription"))
    made = cluster(identity={"type": "UserAssigned", "userAssignedIdentities": {id_: {}}})

    said = settled_by("the principal of the cluster's identity", world(network(subnet()), made), CLUSTER)
    assert said.startswith("az identity show --ids /subscriptions/<subscription>/resourcegroups/")
