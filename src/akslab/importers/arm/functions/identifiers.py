"""Functions that make resource ids, and say where the template is deployed to."""

import re
from typing import Any

from ....deployments.nodes import Node
from ....wire.sentences import sentence
from ....wire.symbols import has_symbol, symbol
from ..refusals import NotKnownError, RefusedError
from ..resource_ids import id_in
from ..targets import Target, group_id, management_group_id
from ..unknowns import pending, unknown_in
from .arguments import partial_text
from .function import Function, Site

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def _typed(arguments: tuple[Node, ...], *, before: int) -> tuple[list[str], str, tuple[str, ...]]:
    """Return what stands before the type (at most so much), the type, and the names."""
    texts = [partial_text(arguments, place).rstrip("/") for place in range(len(arguments))]
    for place, text in enumerate(texts[: before + 1]):
        if "/" in text and len(texts) - place - 1 == text.count("/"):
            if has_symbol(text):
                raise NotKnownError(unknown_in(text))
            return texts[:place], text, tuple(texts[place + 1 :])
    opened = next((text for text in texts if has_symbol(text)), None)
    slashed = next((text for text in texts[: before + 1] if "/" in text), None)
    if slashed is None and opened is not None:
        raise NotKnownError(unknown_in(opened))
    type_ = slashed or texts[0]
    names = texts[texts.index(type_) + 1 :]
    raise RefusedError(sentence("arm.segments", type=type_, names=", ".join(names), wanted=max(1, type_.count("/"))))


def _resource_id(site: Site, arguments: tuple[Node, ...]) -> Node:
    target = site.target
    given, type_, names = _typed(arguments, before=2)
    subscription, group = target.subscription, ""
    if target.scope == "resourceGroup":
        group = target.group
    if len(given) == 2:
        subscription, group = given
    elif len(given) == 1:
        is_subscription = _GUID.fullmatch(given[0]) is not None or given[0] == target.subscription
        subscription, group = (given[0], group) if is_subscription else (subscription, given[0])
    if group:
        return Node(id_in(group_id(subscription, group), type_, names))
    scope = f"/subscriptions/{subscription}" if given or target.scope == "subscription" else ""
    return Node(id_in(scope, type_, names))


def _subscription_resource_id(site: Site, arguments: tuple[Node, ...]) -> Node:
    given, type_, names = _typed(arguments, before=1)
    return Node(id_in(f"/subscriptions/{given[0] if given else site.target.subscription}", type_, names))


def _tenant_resource_id(_: Site, arguments: tuple[Node, ...]) -> Node:
    _given, type_, names = _typed(arguments, before=0)
    return Node(id_in("", type_, names))


def _management_group_resource_id(site: Site, arguments: tuple[Node, ...]) -> Node:
    given, type_, names = _typed(arguments, before=1)
    return Node(id_in(management_group_id(given[0] if given else site.target.management_group), type_, names))


def _extension_resource_id(_: Site, arguments: tuple[Node, ...]) -> Node:
    scope = partial_text(arguments, 0).rstrip("/")
    _given, type_, names = _typed(arguments[1:], before=0)
    return Node(id_in(scope, type_, names))


def _made(value: Any) -> Node:
    if isinstance(value, dict):
        return Node({key: _made(inner) for key, inner in value.items()})
    return Node(value)


def _resource_group(site: Site, _: tuple[Node, ...]) -> Node:
    target = site.target
    if target.scope != "resourceGroup":
        raise RefusedError(sentence("arm.no-group", scope=target.scope))
    return _made(
        {
            "id": target.id,
            "name": target.group,
            "type": "Microsoft.Resources/resourceGroups",
            "location": target.location,
            "tags": pending("run-time", "tags of the resource group", "resourceGroup().tags"),
            "managedBy": None,
            "properties": {"provisioningState": "Succeeded"},
        }
    )


def _subscription(site: Site, _: tuple[Node, ...]) -> Node:
    if site.target.scope in ("managementGroup", "tenant"):
        raise RefusedError(sentence("arm.no-subscription", scope=site.target.scope))
    subscription = site.target.subscription
    return _made(
        {
            "id": f"/subscriptions/{subscription}",
            "subscriptionId": subscription,
            "tenantId": site.target.tenant,
            "displayName": symbol("name of the subscription"),
        }
    )


def _tenant(site: Site, _: tuple[Node, ...]) -> Node:
    open_ = pending("run-time", "the tenant", "tenant()")
    return _made({"tenantId": site.target.tenant, "displayName": symbol("name of the tenant"), "*": open_})


def _management_group(site: Site, _: tuple[Node, ...]) -> Node:
    name = site.target.management_group
    if site.target.scope != "managementGroup":
        return Node(pending("run-time", "the management group", "managementGroup()"))
    open_ = pending("run-time", "the management group", "managementGroup()")
    kind = "/providers/Microsoft.Management/managementGroups"
    return _made({"id": management_group_id(name), "name": name, "type": kind, "properties": open_})


def _deployment(site: Site, _: tuple[Node, ...]) -> Node:
    target = site.target
    open_ = pending("run-time", "the deployment", "deployment()")
    link = {"uri": target.address, "*": open_} if target.address else open_
    made: dict[str, Any] = {"name": target.deployment, "properties": {"templateLink": link, "*": open_}}
    if target.scope != "resourceGroup":
        made["location"] = _location(target)
    return _made(made | {"*": open_})


def _location(target: Target) -> str:
    return target.location if not has_symbol(target.location) else symbol("location of the deployment")


def _environment(_site: Site, _: tuple[Node, ...]) -> Node:
    open_ = pending("run-time", "the cloud", "environment()")
    return _made(
        {
            "name": "AzureCloud",
            "resourceManager": "https://management.azure.com/",
            "authentication": {"loginEndpoint": "https://login.microsoftonline.com/", "*": open_},
            "suffixes": {
                "acrLoginServer": ".azurecr.io",
                "keyvaultDns": ".vault.azure.net",
                "sqlServerHostname": ".database.windows.net",
                "storage": "core.windows.net",
                "*": open_,
            },
            "*": open_,
        }
    )


IDENTIFIERS = (
    Function(name="resourceId", least=2, most=None, returns="string", strict=_resource_id),
    Function(name="subscriptionResourceId", least=2, most=None, returns="string", strict=_subscription_resource_id),
    Function(name="tenantResourceId", least=2, most=None, returns="string", strict=_tenant_resource_id),
    Function(
        name="managementGroupResourceId", least=2, most=None, returns="string", strict=_management_group_resource_id
    ),
    Function(name="extensionResourceId", least=3, most=None, returns="string", strict=_extension_resource_id),
    Function(name="resourceGroup", least=0, most=0, returns="object", strict=_resource_group),
    Function(name="subscription", least=0, most=0, returns="object", strict=_subscription),
    Function(name="tenant", least=0, most=0, returns="object", strict=_tenant),
    Function(name="managementGroup", least=0, most=1, returns="object", strict=_management_group),
    Function(name="deployment", least=0, most=0, returns="object", strict=_deployment),
    Function(name="environment", least=0, most=0, returns="object", strict=_environment),
)
