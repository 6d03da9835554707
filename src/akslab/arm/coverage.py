"""The page that lists what Resource Manager has, made from the declarations: what is not on it is refused, never ignored."""

from collections.abc import Iterable

from .declaration import ResourceType

_HEAD = """\
# Coverage

<!-- Made by `python -m akslab.azure.coverage > docs/coverage.md`; a test compares. -->

Every resource type the lab serves. All of them have GET, PUT, DELETE and lists at the subscription, the group and the
parent; those with tags have PATCH of tags. Any well-formed api-version is accepted. What is not here is answered with
`InvalidResourceType` or `InvalidResourceNamespace`.

Besides: subscriptions, tenants, locations, providers and their registration, all resources of a subscription or a group
with `$filter`, and the long-running operations of all of these.

| type | children | actions and views | what works |
|---|---|---|---|
"""


def coverage_page(types: Iterable[ResourceType]) -> str:
    """Return the page, in Markdown: one row for each type, in the order of their names."""
    return _HEAD + "".join(_row(declared) for declared in sorted(types, key=lambda declared: declared.name))


def _row(declared: ResourceType) -> str:
    children = [child.name for child in declared.children]
    extras = [f"POST {action}" for action in sorted(declared.actions)] + [
        f"GET {view}" for view in sorted(declared.views)
    ]
    return f"| `{declared.name}` | {_listed(children)} | {_listed(extras)} | {declared.what} |\n"


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
