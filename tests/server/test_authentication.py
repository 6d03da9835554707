"""Who gets in, and what the others are told."""

import jwt
import pytest

from .serving import CLIENT_ID, IDENTITY_HEADER, OBJECT_ID, STRANGER_CLIENT_ID, STRANGER_ID, TENANT_ID, ServedLab


def test_a_call_without_a_token_is_told_so_in_azures_words(lab: ServedLab) -> None:
    reply = lab.send("GET", "/subscriptions")
    assert (reply.status, reply.error) == (401, "AuthenticationFailed")
    assert reply.json["error"]["message"] == "Authentication failed. The 'Authorization' header is missing."
    assert f'authorization_uri="{lab.base_url}/{TENANT_ID}"' in reply.headers["WWW-Authenticate"]
    assert reply.headers["Retry-After"] is None
    assert lab.engine.requests == []


@pytest.mark.parametrize("header", ["Basic dXNlcjpwdw==", "Bearer", "Bearer  "])
def test_another_scheme_is_no_way_in(lab: ServedLab, header: str) -> None:
    reply = lab.send("GET", "/subscriptions", {"Authorization": header})
    assert (reply.status, reply.error) == (401, "AuthenticationFailedInvalidHeader")


def test_tokens_that_are_not_ours_are_unknown(lab: ServedLab) -> None:
    claims = jwt.decode(lab.token(), options={"verify_signature": False})
    refresh = lab.post_form(f"/{TENANT_ID}/oauth2/v2.0/devicecode", client_id="x").json["device_code"]
    forged = [
        jwt.encode(claims, "k" * 32, algorithm="HS256"),
        jwt.encode(claims, "", algorithm="none"),
        lab.token()[:-4] + "AAAA",
        "opaque-token",
        refresh,
    ]
    for token in forged:
        reply = lab.send("GET", "/subscriptions", {"Authorization": f"Bearer {token}"})
        assert (reply.status, reply.error) == (401, "InvalidAuthenticationToken"), token
    assert lab.engine.requests == []


def test_an_expired_token_is_told_when_it_ended_also_when_it_was_known(lab: ServedLab) -> None:
    headers = lab.bearer()
    assert lab.send("GET", "/x", headers).status == 200
    lab.clock.ahead = 3600
    reply = lab.send("GET", "/x", headers)
    assert (reply.status, reply.error) == (401, "ExpiredAuthenticationToken")
    assert "is earlier than current UTC time" in reply.json["error"]["message"]


def test_a_token_says_what_azures_say(lab: ServedLab) -> None:
    claims = jwt.decode(lab.token(), options={"verify_signature": False})
    assert (claims["oid"], claims["appid"], claims["tid"]) == (OBJECT_ID, CLIENT_ID, TENANT_ID)
    assert (claims["aud"], claims["idtyp"]) == (lab.base_url, "app")
    assert claims["exp"] - claims["iat"] == 3599


def test_each_caller_is_itself_to_the_engine(lab: ServedLab) -> None:
    lab.send("GET", "/x", lab.bearer(STRANGER_CLIENT_ID))
    assert (lab.engine.requests[-1].principal_id, lab.engine.requests[-1].app_id) == (STRANGER_ID, STRANGER_CLIENT_ID)


def test_another_local_user_gets_no_token_without_a_secret(lab: ServedLab) -> None:
    code = lab.post_form("/organizations/oauth2/v2.0/devicecode", client_id="x").json["device_code"]
    lab.other_user = 4321
    resource = f"api-version=2018-02-01&resource={lab.base_url}/"
    replies = [
        lab.post_form("/organizations/oauth2/v2.0/devicecode", client_id="x"),
        lab.post_form("/common/oauth2/v2.0/token", grant_type="device_code", device_code=code),
        lab.send("GET", f"/metadata/identity/oauth2/token?{resource}", {"Metadata": "true"}),
        lab.send("GET", f"/msi/token?{resource}", {"X-IDENTITY-HEADER": IDENTITY_HEADER + "!"}),
    ]
    assert [reply.status for reply in replies] == [403] * 4
    assert "4321" in replies[0].json["error_description"]
    assert "access_token" not in "".join(reply.body.decode() for reply in replies)


def test_another_local_user_with_a_secret_is_served(lab: ServedLab) -> None:
    lab.other_user = 4321
    assert lab.sign_in().status == 200
