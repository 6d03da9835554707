"""Instance metadata, /msi/token and the cloud's description."""

from urllib.parse import quote

import jwt
import pytest

from .serving import (
    CLIENT_ID,
    IDENTITY_CLIENT_ID,
    IDENTITY_HEADER,
    IDENTITY_ID,
    IDENTITY_RESOURCE,
    OBJECT_ID,
    STRANGER_CLIENT_ID,
    USER_ID,
    Reply,
    ServedLab,
)


def _imds(lab: ServedLab, selector: str = "", metadata: str = "true") -> Reply:
    path = f"/metadata/identity/oauth2/token?api-version=2018-02-01&resource={quote(lab.base_url)}/{selector}"
    return lab.send("GET", path, {"Metadata": metadata})


def test_the_labs_own_principal_is_the_default(lab: ServedLab) -> None:
    reply = _imds(lab).json
    claims = jwt.decode(reply["access_token"], options={"verify_signature": False})
    assert (claims["oid"], reply["client_id"], reply["resource"]) == (OBJECT_ID, CLIENT_ID, f"{lab.base_url}/")
    assert int(reply["expires_on"]) - int(reply["not_before"]) == int(reply["expires_in"])


@pytest.mark.parametrize(
    "selector",
    [
        f"&client_id={IDENTITY_CLIENT_ID.upper()}",
        f"&object_id={IDENTITY_ID}",
        f"&principal_id={IDENTITY_ID}",
        f"&mi_res_id={quote(IDENTITY_RESOURCE.lower())}",
        f"&msi_res_id={quote(IDENTITY_RESOURCE)}",
    ],
)
def test_an_identity_is_found_by_each_of_its_ids(lab: ServedLab, selector: str) -> None:
    claims = jwt.decode(_imds(lab, selector).json["access_token"], options={"verify_signature": False})
    assert (claims["oid"], claims["xms_mirid"]) == (IDENTITY_ID, IDENTITY_RESOURCE)


@pytest.mark.parametrize("selector", ["&client_id=nobody", f"&client_id={STRANGER_CLIENT_ID}", f"&object_id={USER_ID}"])
def test_what_is_no_machines_identity_is_not_found(lab: ServedLab, selector: str) -> None:
    reply = _imds(lab, selector)
    assert (reply.status, reply.json) == (
        400,
        {"error": "invalid_request", "error_description": "Identity not found"},
    )


def test_the_metadata_header_is_required(lab: ServedLab) -> None:
    reply = _imds(lab, metadata="")
    assert (reply.status, reply.json["error_description"]) == (400, "Required metadata header not specified")


def test_the_app_service_form_asks_for_the_labs_secret(lab: ServedLab) -> None:
    path = f"/msi/token?api-version=2019-08-01&resource={lab.base_url}/"
    assert lab.send("GET", path, {"X-IDENTITY-HEADER": IDENTITY_HEADER}).json["client_id"] == CLIENT_ID
    assert lab.send("GET", path, {"X-IDENTITY-HEADER": "guess"}).status == 403
    assert lab.send("GET", path).status == 403


def test_a_resource_outside_the_lab_is_refused(lab: ServedLab) -> None:
    path = "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net"
    assert lab.send("GET", path, {"Metadata": "true"}).json["error"] == "invalid_resource"


def test_the_clouds_description_is_one_object_since_2022_and_an_array_before(lab: ServedLab) -> None:
    now = lab.send("GET", "/metadata/endpoints?api-version=2022-09-01").json
    assert now["resourceManager"] == f"{lab.base_url}/"
    assert now["authentication"]["loginEndpoint"] == f"{lab.base_url}/"
    assert lab.send("GET", "/metadata/endpoints?api-version=2019-05-01").json == [now]
    assert "azure.com" not in str(now)
