"""Graph: reading the directory, and making service principals."""

from typing import Any
from urllib.parse import quote

import pytest

from akslab.server.graph_filter import UnsupportedFilterError, matcher

from .serving import (
    CLIENT_ID,
    IDENTITY_CLIENT_ID,
    IDENTITY_ID,
    IDENTITY_RESOURCE,
    OBJECT_ID,
    STRANGER_CLIENT_ID,
    STRANGER_ID,
    USER_ID,
    ServedLab,
)


def _ids(lab: ServedLab, path: str, expression: str) -> list[str]:
    found: list[dict[str, Any]] = lab.graph("GET", f"{path}?$filter={quote(expression)}").json["value"]
    return [item["id"] for item in found]


@pytest.mark.parametrize(
    ("path", "expression", "expected"),
    [
        ("servicePrincipals", f"servicePrincipalNames/any(c:c eq '{IDENTITY_CLIENT_ID}')", [IDENTITY_ID]),
        ("servicePrincipals", f"appId eq '{CLIENT_ID.upper()}'", [OBJECT_ID]),
        ("servicePrincipals", "displayName eq 'myidentity'", [IDENTITY_ID]),
        ("servicePrincipals", "startswith(displayName,'MyId')", [IDENTITY_ID]),
        ("servicePrincipals", f"servicePrincipalNames/any(c:c eq '{OBJECT_ID}')", []),
        ("users", "userPrincipalName eq 'local@akslab.invalid'", [USER_ID]),
        ("users", "displayName eq 'akslab'", []),
    ],
)
def test_az_finds_whom_it_filters_for(lab: ServedLab, path: str, expression: str, expected: list[str]) -> None:
    assert _ids(lab, path, expression) == expected


def test_an_unknown_filter_is_refused_and_not_ignored(lab: ServedLab) -> None:
    reply = lab.graph("GET", "users?$filter=" + quote("accountEnabled eq true"))
    assert (reply.status, reply.error) == (400, "Request_UnsupportedQuery")


def test_a_filters_quote_is_written_twice() -> None:
    assert matcher("displayName eq 'it''s'")({"displayName": "it's"})
    with pytest.raises(UnsupportedFilterError):
        matcher("displayName eq 'a' or displayName eq 'b'")


def test_objects_by_id_keep_their_kinds_apart(lab: ServedLab) -> None:
    ids = [OBJECT_ID, IDENTITY_ID.upper(), USER_ID, "nobody"]
    found = lab.graph("POST", "directoryObjects/getByIds", {"ids": ids, "types": ["user", "servicePrincipal"]}).json
    assert [(item["@odata.type"].rpartition(".")[2], item["id"]) for item in found["value"]] == [
        ("servicePrincipal", OBJECT_ID),
        ("servicePrincipal", IDENTITY_ID),
        ("user", USER_ID),
    ]
    users = lab.graph("POST", "directoryObjects/getByIds", {"ids": ids, "types": ["user"]}).json["value"]
    assert [item["id"] for item in users] == [USER_ID]


def test_a_managed_identity_shows_its_resource(lab: ServedLab) -> None:
    shown = lab.graph("GET", f"servicePrincipals/{IDENTITY_ID}").json
    assert (shown["servicePrincipalType"], shown["alternativeNames"]) == ("ManagedIdentity", [IDENTITY_RESOURCE])
    assert lab.graph("GET", f"servicePrincipals(appId='{IDENTITY_CLIENT_ID}')").json == shown


def test_me_is_for_users(lab: ServedLab) -> None:
    reply = lab.graph("GET", "me")
    assert reply.status == 400
    assert reply.json["error"]["message"] == "/me request is only valid with delegated authentication flow."


def test_graph_needs_a_token_and_knows_its_segments(lab: ServedLab) -> None:
    assert lab.send("GET", "/v1.0/users").status == 401
    assert lab.graph("GET", "groups").json["error"]["message"] == "Resource not found for the segment 'groups'."
    assert lab.graph("GET", "users/nobody").status == 404
    assert lab.graph("GET", "").status == 400
    assert lab.graph("DELETE", "users/nobody").status == 400


def test_an_application_lives_from_its_registration_to_its_deletion(lab: ServedLab) -> None:
    application = lab.graph("POST", "applications", {"displayName": "robot"}).json
    app_id = application["appId"]
    secret = lab.graph("POST", f"applications/{application['id']}/addPassword", {}).json
    assert lab.sign_in(app_id, secret["secretText"]).json["error_codes"] == [700016]
    made = lab.graph("POST", "servicePrincipals", {"appId": app_id, "accountEnabled": True})
    assert made.status == 201
    assert lab.sign_in(app_id, secret["secretText"]).status == 200
    shown = lab.graph("GET", f"applications/{application['id']}").json
    assert (shown["passwordCredentials"][0]["keyId"], "secretText" in shown) == (secret["keyId"], False)
    assert secret["secretText"] not in str(shown)
    assert secret["secretText"] not in "".join(entry.value.decode() for entry in lab.store.list(""))
    assert lab.graph("DELETE", f"applications/{application['id']}").status == 204
    assert lab.graph("GET", f"servicePrincipals/{made.json['id']}").status == 404
    assert lab.sign_in(app_id, secret["secretText"]).status == 400


def test_a_removed_or_expired_secret_opens_nothing(lab: ServedLab) -> None:
    application = lab.graph("POST", "applications", {"displayName": "robot"}).json
    lab.graph("POST", "servicePrincipals", {"appId": application["appId"]})
    path = f"applications/{application['id']}"
    first = lab.graph("POST", f"{path}/addPassword", {"passwordCredential": {"displayName": "rbac"}}).json
    assert lab.sign_in(application["appId"], first["secretText"]).status == 200
    assert lab.graph("POST", f"{path}/removePassword", {"keyId": first["keyId"]}).status == 204
    assert lab.graph("POST", f"{path}/removePassword", {"keyId": first["keyId"]}).status == 400
    assert lab.sign_in(application["appId"], first["secretText"]).status == 401
    second = lab.graph("POST", f"{path}/addPassword", {}).json
    lab.clock.ahead = 3 * 366 * 86400
    assert lab.sign_in(application["appId"], second["secretText"]).status == 401


def test_a_service_principal_has_secrets_of_its_own(lab: ServedLab) -> None:
    path = f"servicePrincipals/{STRANGER_ID}"
    made = lab.graph("POST", f"{path}/addPassword", {"passwordCredential": {"displayName": "rbac"}}).json
    assert lab.sign_in(STRANGER_CLIENT_ID, made["secretText"]).status == 200
    assert [kept["hint"] for kept in lab.graph("GET", path).json["passwordCredentials"]] == [made["secretText"][:3]]
    assert lab.graph("POST", f"{path}/removePassword", {"keyId": made["keyId"]}).status == 204
    assert lab.sign_in(STRANGER_CLIENT_ID, made["secretText"]).status == 401
    assert lab.graph("POST", f"{path}/addKey", {}).status == 400
    assert lab.graph("DELETE", path).status == 204
    assert lab.graph("DELETE", path).status == 404


def test_a_stranger_reads_the_directory_and_writes_nothing(lab: ServedLab) -> None:
    token = lab.token(STRANGER_CLIENT_ID)
    assert lab.graph("GET", "servicePrincipals", token=token).status == 200
    reply = lab.graph("POST", "applications", {"displayName": "mine"}, token=token)
    assert (reply.status, reply.error) == (403, "Authorization_RequestDenied")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("applications", {}, 400),
        ("applications", {"displayName": "a", "keyCredentials": [{"key": "AA"}]}, 400),
        ("applications/nobody/addPassword", {}, 404),
        ("servicePrincipals", {"appId": "nobody"}, 400),
        ("servicePrincipals", {"appId": CLIENT_ID}, 400),
        ("applications", {"displayName": {"a": 1}}, 400),
        (f"servicePrincipals/{STRANGER_ID}/addPassword", {"passwordCredential": "x"}, 400),
        (f"servicePrincipals/{STRANGER_ID}/addPassword", {"passwordCredential": {"displayName": {}}}, 400),
        (f"servicePrincipals/{STRANGER_ID}/addPassword", {"passwordCredential": {"endDateTime": "garbage"}}, 400),
        (f"servicePrincipals/{STRANGER_ID}/addPassword", {"passwordCredential": {"startDateTime": 5}}, 400),
        ("directoryObjects/getByIds", [], 400),
        ("directoryObjects/getByIds", {"ids": None}, 400),
        ("directoryObjects/getByIds", {"ids": [5]}, 400),
        ("directoryObjects/getByIds", {"ids": [], "types": 5}, 400),
    ],
)
def test_wrong_writes_are_refused_with_graphs_errors(lab: ServedLab, path: str, body: Any, status: int) -> None:
    reply = lab.graph("POST", path, body)
    assert reply.status == status
    assert reply.json["error"]["message"]
    assert [entry for entry in lab.logged if entry["event"] == "fault"] == []


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("2030-01-01T02:00:00+02:00", "2030-01-01T00:00:00Z"),
        ("2030-01-01T00:00:00.123456Z", "2030-01-01T00:00:00Z"),
        ("2030-01-01T00:00:00", "2030-01-01T00:00:00Z"),
        ("0999-01-01T00:00:00Z", "0999-01-01T00:00:00Z"),
    ],
)
def test_the_end_of_a_secret_is_kept_as_the_time_it_means(lab: ServedLab, asked: str, kept: str) -> None:
    body = {"passwordCredential": {"endDateTime": asked}}
    made = lab.graph("POST", f"servicePrincipals/{STRANGER_ID}/addPassword", body).json
    assert made["endDateTime"] == kept
    assert lab.sign_in(STRANGER_CLIENT_ID, made["secretText"]).status == (200 if kept.startswith("2030") else 401)


def test_an_application_is_renamed_to_a_text_only(lab: ServedLab) -> None:
    path = f"applications/{lab.graph('POST', 'applications', {'displayName': 'robot'}).json['id']}"
    refused = lab.graph("PATCH", path, {"displayName": {"a": 1}})
    assert (refused.status, refused.error) == (400, "Request_BadRequest")
    assert lab.graph("PATCH", path, {"displayName": "droid"}).status == 204
    assert lab.graph("GET", path).json["displayName"] == "droid"
