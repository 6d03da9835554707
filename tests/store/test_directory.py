"""The directory finds whom the store holds, and follows it."""

from akslab.store.directory import (
    Directory,
    delete_principal,
    managed_identity,
    put_principal,
    secret_fits,
    service_principal,
    user,
)
from akslab.store.memory import MemoryStore

IDENTITY = managed_identity("Object-1", "App-1", "id", "/subscriptions/S/x")


def test_whoever_was_there_before_and_whoever_comes_later_is_found_by_every_id() -> None:
    store = MemoryStore()
    store.write([put_principal(IDENTITY)])
    directory = Directory(store)
    assert directory.principal("OBJECT-1") == IDENTITY
    assert directory.by_resource_id("/SUBSCRIPTIONS/s/x") == IDENTITY
    store.write([put_principal(user("u", "Me@x", "Me"))])
    assert directory.by_user_principal_name("me@X") is not None
    assert [known["objectId"] for known in directory.principals()] == ["Object-1", "u"]


def test_a_changed_client_id_leaves_the_old_one_behind() -> None:
    store = MemoryStore()
    directory = Directory(store)
    store.write([put_principal(IDENTITY)])
    store.write([put_principal(IDENTITY | {"appId": "App-2"})])
    assert directory.by_app_id("app-1") is None
    assert directory.by_app_id("app-2") is not None


def test_the_deleted_are_not_found_by_any_id() -> None:
    store = MemoryStore()
    directory = Directory(store)
    store.write([put_principal(IDENTITY)])
    store.write([delete_principal("object-1")])
    assert directory.principal("Object-1") is None
    assert directory.by_app_id("App-1") is None
    assert directory.by_resource_id("/subscriptions/S/x") is None


def test_a_remade_identity_takes_the_resource_id_over() -> None:
    store = MemoryStore()
    directory = Directory(store)
    store.write([put_principal(IDENTITY)])
    successor = managed_identity("Object-2", "App-2", "id", "/subscriptions/S/x")
    store.write([put_principal(successor), delete_principal("Object-1")])
    assert directory.by_resource_id("/subscriptions/S/x") == successor


def test_secrets_are_kept_as_hashes_that_fit_only_them() -> None:
    document = service_principal("o", "a", "name", "one", "two")
    assert "one" not in document["secrets"]
    assert secret_fits("two", document["secrets"])
    assert not secret_fits("three", document["secrets"])
    assert not secret_fits("", [])
