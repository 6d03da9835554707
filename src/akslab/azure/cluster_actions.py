"""What can be asked of a cluster besides reading and writing it: credentials and upgrade profiles."""

import base64
from collections.abc import Mapping

from ..arm.declaration import Act, View
from ..arm.world import World
from ..wire.properties import Json
from . import kubernetes_versions

_KUBECONFIG = """\
# akslab has no Kubernetes API yet: this leads nowhere, and above all not to {fqdn} in the real Azure.
apiVersion: v1
kind: Config
clusters:
- name: {name}
  cluster:
    server: https://127.0.0.1:1
users:
- name: {user}_{group}_{name}
  user: {{}}
contexts:
- name: {name}
  context:
    cluster: {name}
    user: {user}_{group}_{name}
current-context: {name}
"""


def _credentials(user: str) -> Act:
    def act(document: Json, body: Json, world: World) -> Json:
        text = _KUBECONFIG.format(
            name=document["name"],
            group=document["id"].split("/")[4],
            user=user,
            fqdn=document["properties"]["fqdn"],
        )
        return {"kubeconfigs": [{"name": user, "value": base64.b64encode(text.encode()).decode()}]}

    return act


def _upgrade_profile(document: Json, path: tuple[str, ...], world: World) -> Json | None:
    if len(path) != 2 or path[1].lower() != "default":
        return None
    properties = document["properties"]
    return {
        "id": f"{document['id']}/upgradeProfiles/default",
        "name": "default",
        "type": f"{document['type']}/upgradeProfiles",
        "properties": {
            "controlPlaneProfile": _upgrades(properties["kubernetesVersion"]),
            "agentPoolProfiles": [
                {"name": pool["name"], **_upgrades(pool["orchestratorVersion"])}
                for pool in properties["agentPoolProfiles"]
            ],
        },
    }


def _upgrades(version: str) -> Json:
    found = kubernetes_versions.upgrades_from(version)
    return {
        "kubernetesVersion": version,
        "osType": "Linux",
        "upgrades": [{"kubernetesVersion": v, "isPreview": False} for v in found],
    }


ACTIONS: Mapping[str, Act] = {
    "listClusterUserCredential": _credentials("clusterUser"),
    "listClusterAdminCredential": _credentials("clusterAdmin"),
}
VIEWS: Mapping[str, View] = {"upgradeProfiles": _upgrade_profile}
