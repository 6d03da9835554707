"""Discovery, and every way to a token."""

import base64

import jwt
import msgspec
import pytest

from .serving import CLIENT_ID, IDENTITY_CLIENT_ID, SECRET, TENANT_ID, USER_ID, ServedLab

DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"


@pytest.mark.parametrize("tenant", [TENANT_ID, "organizations", "common"])
@pytest.mark.parametrize("version", ["", "/v2.0"])
def test_discovery_leads_to_endpoints_that_answer(lab: ServedLab, tenant: str, version: str) -> None:
    found = lab.send("GET", f"/{tenant}{version}/.well-known/openid-configuration").json
    assert found["issuer"] == f"{lab.base_url}/{TENANT_ID}/v2.0"
    for name in ("token_endpoint", "device_authorization_endpoint"):
        assert found[name].startswith(f"{lab.base_url}/{tenant}/oauth2/v2.0/")
        assert lab.post_form(found[name].removeprefix(lab.base_url)).status in (200, 400)


def test_adfs_discovery_has_no_versions(lab: ServedLab) -> None:
    found = lab.send("GET", "/adfs/.well-known/openid-configuration").json
    assert (found["issuer"], found["token_endpoint"]) == (f"{lab.base_url}/adfs", f"{lab.base_url}/adfs/oauth2/token")


def test_another_tenant_is_not_found(lab: ServedLab) -> None:
    reply = lab.send("GET", "/contoso.example/v2.0/.well-known/openid-configuration")
    assert (reply.status, reply.json["error"]) == (400, "invalid_tenant")
    assert reply.json["error_description"].startswith("AADSTS90002: Tenant 'contoso.example' not found.")


def test_a_wrong_secret_is_refused_in_entras_words(lab: ServedLab) -> None:
    reply = lab.sign_in(secret="wrong")
    assert (reply.status, reply.json["error"], reply.json["error_codes"]) == (401, "invalid_client", [7000215])
    assert f"for a secret added to app '{CLIENT_ID}'" in reply.json["error_description"]


@pytest.mark.parametrize("client_id", ["nobody", IDENTITY_CLIENT_ID, USER_ID, ""])
def test_only_applications_sign_in_with_a_secret(lab: ServedLab, client_id: str) -> None:
    reply = lab.sign_in(client_id)
    assert (reply.status, reply.json["error_codes"]) == (400, [700016])


def test_the_audience_is_echoed_with_its_slash(lab: ServedLab) -> None:
    for scope in (f"{lab.base_url}//.default", f"{lab.base_url}/.default", "https://management.azure.com/.default"):
        token = lab.sign_in(scope=scope).json["access_token"]
        claims = jwt.decode(token, options={"verify_signature": False})
        assert claims["aud"] == scope.removesuffix("/.default")
    by_resource = lab.sign_in(scope="", resource=f"{lab.base_url}/").json
    assert by_resource["resource"] == f"{lab.base_url}/"


def test_a_token_for_something_outside_the_lab_is_refused(lab: ServedLab) -> None:
    reply = lab.sign_in(scope="https://vault.azure.net/.default")
    assert (reply.status, reply.json["error_codes"]) == (400, [500011])


@pytest.mark.parametrize("fields", [{}, {"grant_type": "implicit"}])
def test_a_grant_type_we_do_not_have_is_named(lab: ServedLab, fields: dict[str, str]) -> None:
    reply = lab.post_form("/common/oauth2/v2.0/token", **fields)
    assert (reply.status, reply.json["error"]) == (400, "unsupported_grant_type")


def test_a_body_that_is_no_form_is_refused_and_not_a_fault(lab: ServedLab) -> None:
    reply = lab.send("POST", "/common/oauth2/v2.0/token", body=b"\xff\xfe{]")
    assert reply.status == 400


def test_a_missing_secret_is_asked_for(lab: ServedLab) -> None:
    reply = lab.post_form("/common/oauth2/token", grant_type="client_credentials", client_id=CLIENT_ID)
    assert (reply.status, reply.json["error_codes"]) == (401, [7000216])


def test_a_device_code_signs_the_labs_user_in_and_the_refresh_token_goes_on(lab: ServedLab) -> None:
    scope = f"{lab.base_url}//.default offline_access openid profile"
    code = lab.post_form("/organizations/oauth2/v2.0/devicecode", client_id="cli", scope=scope).json
    assert code["user_code"] in code["message"]
    tokens = lab.post_form(
        "/organizations/oauth2/v2.0/token",
        grant_type=DEVICE_GRANT,
        device_code=code["device_code"],
        client_id="cli",
        scope=scope,
    ).json
    assert tokens["scope"] == scope
    account = tokens["client_info"]
    assert msgspec.json.decode(base64.urlsafe_b64decode(account + "==")) == {"uid": USER_ID, "utid": TENANT_ID}
    identity = jwt.decode(tokens["id_token"], options={"verify_signature": False})
    assert (identity["aud"], identity["preferred_username"]) == ("cli", "local@akslab.invalid")
    refreshed = lab.post_form(
        f"/{TENANT_ID}/oauth2/v2.0/token", grant_type="refresh_token", refresh_token=tokens["refresh_token"]
    )
    claims = jwt.decode(refreshed.json["access_token"], options={"verify_signature": False})
    assert (claims["oid"], claims["idtyp"]) == (USER_ID, "user")


def test_codes_and_refresh_tokens_that_are_not_ours_or_too_old_are_worth_nothing(lab: ServedLab) -> None:
    code = lab.post_form("/common/oauth2/v2.0/devicecode").json["device_code"]
    path = "/common/oauth2/v2.0/token"
    for token in ("made up", code, lab.token()):
        reply = lab.post_form(path, grant_type="refresh_token", refresh_token=token)
        assert (reply.status, reply.json["error"]) == (400, "invalid_grant")
    lab.clock.ahead = 1000
    expired = lab.post_form(path, grant_type=DEVICE_GRANT, device_code=code)
    assert (expired.status, expired.json["error"]) == (400, "expired_token")


def test_a_user_signs_in_with_a_password_and_not_without(lab: ServedLab) -> None:
    form = {"grant_type": "password", "username": "LOCAL@akslab.invalid", "client_id": "cli"}
    assert lab.post_form("/adfs/oauth2/token", password=SECRET, **form).json["token_type"] == "Bearer"
    for wrong in ("", "wrong"):
        reply = lab.post_form("/adfs/oauth2/token", password=wrong, **form)
        assert (reply.status, reply.json["error_codes"]) == (400, [50126])


def test_the_browser_login_says_what_to_use_instead(lab: ServedLab) -> None:
    reply = lab.send("GET", "/organizations/oauth2/v2.0/authorize?response_type=code")
    assert reply.status == 400
    assert b"az login --use-device-code" in reply.body
