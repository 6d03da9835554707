"""The managed identity of the article's second half: made, looked up, and given the role on the network."""

from collections.abc import Mapping

from . import source
from .expectations import field, shows
from .reading import as_json
from .script import Run, Seen, Step, Text

PLACEHOLDER = "<identity-resource-id>"


def _learn_identity(seen: Seen) -> Mapping[str, str]:
    answer = as_json(seen.stdout)
    return {"IDENTITY_ID": str(answer["id"]), "PRINCIPAL_ID": str(answer["principalId"])}


def _below_subscription(seen: Seen) -> str:
    return "/".join(str(as_json(seen.stdout)["id"]).split("/")[3:])


CREATE_IDENTITY = Run(
    command=source.CREATE_IDENTITY,
    say="say.identity",
    learn=_learn_identity,
    picks=("id", "principalId", "type"),
    judges=(
        shows(
            Text("claim.identity-id"),
            "resourcegroups/myResourceGroup/providers/Microsoft.ManagedIdentity/userAssignedIdentities/myIdentity",
            _below_subscription,
        ),
    ),
)

ROLE_ON_NETWORK: tuple[Step, ...] = (
    Run(command=source.VNET_ID, say="say.role-on-network"),
    Run(
        command=source.ASSIGN_ROLE,
        fill={"<control-plane-identity-principal-id>": "PRINCIPAL_ID"},
        picks=("principalId", "scope"),
        judges=(field(Text("claim.role-on-network"), "{VNET_ID}", "scope"),),
    ),
)

SHOW_IDENTITY = Run(
    command=source.SHOW_IDENTITY,
    say="say.show-identity",
    fill={PLACEHOLDER: "IDENTITY_ID"},
    picks=("principalId",),
    judges=(field(Text("claim.same-principal"), "{PRINCIPAL_ID}", "principalId"),),
)
