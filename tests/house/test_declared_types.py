"""The types a lab has are one explicit tuple: nothing is registered by being imported, nothing is forgotten."""

import importlib
import pkgutil
import re

import pytest
from msgspec import inspect

import akslab.azure
from akslab.arm.declaration import ResourceType
from akslab.azure import RESOURCE_TYPES, by_name

_NAME = re.compile(r"Microsoft\.[A-Z]\w+/[a-z]\w+")


def _declared() -> dict[str, ResourceType]:
    """Return what the modules of `akslab.azure` declare, by module and variable."""
    found = {}
    for module in pkgutil.iter_modules(akslab.azure.__path__):
        for name, value in vars(importlib.import_module(f"akslab.azure.{module.name}")).items():
            if isinstance(value, ResourceType):
                found[f"{module.name}.{name}"] = value
    return found


def test_every_type_that_a_module_declares_is_listed() -> None:
    unlisted = {
        where for where, declared in _declared().items() if not any(declared is listed for listed in RESOURCE_TYPES)
    }
    assert unlisted == set()
    assert len({id(declared) for declared in _declared().values()}) == len(RESOURCE_TYPES) >= 11


def test_a_file_declares_one_type_at_most() -> None:
    modules = [where.split(".")[0] for where in _declared()]
    assert sorted(modules) == sorted(set(modules))


def test_no_two_types_have_one_name_in_any_case() -> None:
    assert len(by_name()) == len(RESOURCE_TYPES)


@pytest.mark.parametrize("declared", RESOURCE_TYPES, ids=lambda declared: declared.name)
def test_a_type_says_what_it_is_in_azures_way(declared: ResourceType) -> None:
    assert _NAME.fullmatch(declared.name)
    assert declared.what.strip()
    assert "\n" not in declared.what
    assert "|" not in declared.what
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d(-preview)?", version) for version in declared.api_versions)
    assert list(declared.api_versions) == sorted(declared.api_versions, reverse=True) != []


@pytest.mark.parametrize("declared", RESOURCE_TYPES, ids=lambda declared: declared.name)
def test_children_live_in_a_list_that_their_parent_declares(declared: ResourceType) -> None:
    info = inspect.type_info(declared.properties)
    assert isinstance(info, inspect.StructType)
    known = {field.encode_name for field in info.fields}
    assert {child.list_property for child in declared.children} <= known


@pytest.mark.parametrize("declared", RESOURCE_TYPES, ids=lambda declared: declared.name)
def test_a_link_is_allowed_by_an_action_of_a_type_that_is_declared_too(declared: ResourceType) -> None:
    children = {f"{t.name}/{child.name}" for t in RESOURCE_TYPES for child in t.children}
    known = {t.name for t in RESOURCE_TYPES} | children
    for link in declared.links:
        assert link.action.endswith("/action")
        assert link.linked_type in known
