"""The cloud's description of itself, which `az cloud register` reads."""

from typing import Any

from .call import Answer, Call, answer

_ONE_OBJECT_SINCE = "2022-09-01"


def cloud_metadata(call: Call) -> Answer:
    """Answer GET /metadata/endpoints: one object since 2022-09-01, before that an array of it."""
    document = _document(call.base_url)
    return answer(200, document if call.query.get("api-version", "") >= _ONE_OBJECT_SINCE else [document])


def _document(address: str) -> dict[str, Any]:
    authentication = {
        "loginEndpoint": f"{address}/",
        "audiences": [f"{address}/", address],
        "tenant": "common",
        "identityProvider": "AAD",
    }
    # The suffixes end in .invalid, which no resolver answers for: nothing can reach a public host by them.
    suffixes = {
        "storage": "storage.invalid",
        "keyVaultDns": "vault.invalid",
        "sqlServerHostname": "database.invalid",
        "acrLoginServer": "registry.invalid",
    }
    endpoints = ("portal", "graph", "graphAudience", "gallery", "batch", "sqlManagement", "media")
    return {
        "name": "akslab",
        "authentication": authentication,
        "resourceManager": f"{address}/",
        "microsoftGraphResourceId": f"{address}/",
        "activeDirectoryDataLake": address,
        "suffixes": suffixes,
        **dict.fromkeys(endpoints, address),
    }
