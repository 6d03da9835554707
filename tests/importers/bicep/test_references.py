"""What a resource knows of another: ids of what stands in it, principals, what is written, and what nobody can tell."""

import pytest

from akslab.deployments.nodes import plain
from akslab.rules.unknown import UNKNOWN
from akslab.wire.symbols import kubelet_of, principal_of

from .reading import resource, sound

WORLD = """\
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'myAKSVnet'
  properties: {
    addressSpace: { addressPrefixes: ['192.168.0.0/16'] }
    subnets: [
      { name: 'myAKSSubnet', properties: { addressPrefix: '192.168.1.0/24' } }
    ]
  }
}
resource sub 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {
  parent: vnet
  name: 'myAKSSubnet'
}
resource ident 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'myIdentity'
}
resource old 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'old'
}
resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: 'aks'
  identity: { type: 'SystemAssigned' }
  properties: { dnsPrefix: 'aks' }
}
resource gone 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'gone'
  scope: resourceGroup('other')
}
"""
SUBNET = "myAKSVnet/subnets/myAKSSubnet"


def answer(expression: str) -> object:
    probe = (
        f"resource r 'Microsoft.Network/routeTables@2024-05-01' = {{\n  name: 'r'\n  tags: {{ id: {expression} }}\n}}\n"
    )
    text = WORLD + probe
    return plain(resource(sound(text), "r").body)["tags"]["id"]


@pytest.mark.parametrize(
    "expression",
    [
        "vnet.properties.subnets[0].id",
        "vnet.properties.subnets[^1].id",
        "sub.id",
        "'${vnet.id}/subnets/myAKSSubnet'",
        "'${vnet.id}/subnets/${vnet.properties.subnets[0].name}'",
        "'${vnet.id}/subnets/${sub.name}'",
        "resourceId('Microsoft.Network/virtualNetworks/subnets', 'myAKSVnet', 'myAKSSubnet')",
        "resourceId('Microsoft.Network/virtualNetworks/subnets', vnet.name, sub.name)",
        "az.resourceId(resourceGroup().name, 'Microsoft.Network/virtualNetworks/subnets', vnet.name, sub.name)",
        "map(vnet.properties.subnets, s => s.id)[0]",
        "filter(vnet.properties.subnets, s => s.name == 'myAKSSubnet')[0].id",
        "first(vnet.properties.subnets).id",
        "toObject(vnet.properties.subnets, s => s.name).myAKSSubnet.id",
    ],
)
def test_a_subnet_has_one_id_however_it_is_reached(expression: str) -> None:
    assert answer(expression) == resource(sound(WORLD), "sub").id


def test_principals_are_those_of_their_identities() -> None:
    world = sound(WORLD)
    identity, cluster, old = (resource(world, address).id for address in ("ident", "aks", "old"))
    assert answer("ident.properties.principalId") == principal_of(identity)
    assert answer("old.properties.principalId") == principal_of(old)
    assert answer("aks.identity.principalId") == principal_of(cluster)
    assert answer("aks.properties.identityProfile.kubeletidentity.objectId") == kubelet_of(cluster)
    assert answer("aks.properties.identityProfile['kubeletidentity'].objectId") == kubelet_of(cluster)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("vnet.properties.addressSpace.addressPrefixes[0]", "192.168.0.0/16"),
        ("vnet.name", "myAKSVnet"),
        ("sub.name", "myAKSSubnet"),
        ("vnet.type", "Microsoft.Network/virtualNetworks"),
        ("vnet.apiVersion", "2024-05-01"),
        ("aks.properties.dnsPrefix", "aks"),
        ("vnet['name']", "myAKSVnet"),
    ],
)
def test_what_is_written_is_known(expression: str, value: str) -> None:
    assert answer(expression) == value


@pytest.mark.parametrize(
    "expression",
    [
        "vnet.properties.provisioningState",
        "vnet.properties.subnets[1].id",
        "vnet.properties.subnets[0].name.more",
        "aks.properties.fqdn",
        "aks.properties.nodeResourceGroup",
        "gone.properties.subnets[0].id",
        "gone.location",
        "gone.properties.?dhcpOptions",
        "reference(gone.id).x",
        "length(gone.properties.subnets)",
    ],
)
def test_what_nobody_wrote_is_not_guessed(expression: str) -> None:
    assert answer(expression) is UNKNOWN


def test_an_identity_written_as_a_key_is_the_identity() -> None:
    text = WORLD + (
        "resource other 'Microsoft.ContainerService/managedClusters@2024-09-01' = {\n  name: 'other'\n  identity: {\n"
        "    type: 'UserAssigned'\n    userAssignedIdentities: { '${ident.id}': {} }\n  }\n}\n"
    )
    found = sound(text)
    keys = plain(resource(found, "other").body)["identity"]["userAssignedIdentities"]
    assert list(keys) == [resource(found, "ident").id]
