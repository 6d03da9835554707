"""Azure's error body, and the answers of Resource Manager itself that every type shares.

    ArmError                      a refusal with Azure's code, message, status and target
      built by  not_found, child_not_found, parent_not_found         404
                group_not_found, subscription_not_found              404
                missing_subscription, misplaced                      404
                namespace_not_found, type_not_found                  404
                authorization_failed, linked_authorization_failed    403
                invalid_properties, bad_request                      400
                method_not_allowed                                   405
                group_being_deleted                                  409
                precondition_failed                                  412

One exception is enough: nobody catches one code and lets another pass. Texts are Azure's own where they are public;
otherwise the message says that its words are akslab's.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from ..wire.properties import FieldError

_DETAILS_MAX = 100
"""More mistakes than this in one request teach nobody anything."""
OWN_WORDS = " (akslab's words: Azure's text for this refusal is not public.)"


class ArmError(Exception):
    """A refusal. `flat` is the shape the AKS provider answers in (E0): the fields without an `error` around them."""

    def __init__(  # noqa: PLR0913, PLR0917 - these are the fields of Azure's error body
        self,
        status: int,
        code: str,
        message: str,
        target: str = "",
        details: Sequence[tuple[str, str, str]] = (),
        flat: bool = False,
        subcode: str = "",
    ) -> None:
        super().__init__(f"({code}) {message}")
        self.status, self.code, self.message, self.target = status, code, message, target
        self.details = tuple(details)
        self.flat, self.subcode = flat, subcode

    def body(self) -> bytes:
        """Return the JSON Azure answers with."""
        return msgspec.json.encode(self.document())

    def document(self) -> dict[str, Any]:
        """Return the same as a document."""
        details = [
            {"code": code, "message": message, **({"target": target} if target else {})}
            for code, message, target in self.details
        ]
        if self.flat:
            fields: dict[str, Any] = {
                "code": self.code,
                "details": None,
                "message": self.message,
                "subcode": self.subcode,
            }
            return fields | ({"target": self.target} if self.target else {})
        fields = {"code": self.code, "message": self.message}
        fields |= {"target": self.target} if self.target else {}
        return {"error": fields | ({"details": details} if details else {})}


def subscription_not_found(subscription_id: str) -> ArmError:
    """Answer for a subscription this lab does not have."""
    return ArmError(404, "SubscriptionNotFound", f"The subscription '{subscription_id}' could not be found.")


def group_not_found(name: str) -> ArmError:
    """Answer for a resource group that does not exist."""
    return ArmError(404, "ResourceGroupNotFound", f"Resource group '{name}' could not be found.")


def not_found(type_: str, name: str, group: str) -> ArmError:
    """Answer for a resource that does not exist."""
    return ArmError(
        404,
        "ResourceNotFound",
        f"The Resource '{type_}/{name}' under resource group '{group}' was not found. "
        "For more details please go to https://aka.ms/ARMResourceNotFoundFix",
    )


def child_not_found(id_: str) -> ArmError:
    """Answer for a child of an existing resource that does not exist, in the words of the network provider."""
    return ArmError(404, "NotFound", f"Resource {id_} not found.")


def parent_not_found(name: str) -> ArmError:
    """Answer for a write below a resource that does not exist."""
    return ArmError(
        404,
        "ParentResourceNotFound",
        f"Can not perform requested operation on nested resource. Parent resource '{name}' not found.",
    )


def missing_subscription() -> ArmError:
    """Answer for a path that is below neither a subscription nor a provider."""
    return ArmError(
        404, "MissingSubscription", "The request did not have a subscription or a valid tenant level resource provider."
    )


def namespace_not_found(namespace: str) -> ArmError:
    """Answer for a resource provider this lab does not have."""
    return ArmError(404, "InvalidResourceNamespace", f"The resource namespace '{namespace}' is invalid.")


def misplaced(type_: str, scope: str) -> ArmError:
    """Answer for a type asked for where no resource of it can be."""
    return ArmError(404, "InvalidResourceType", f"{type_} lives in a resource group, not in '{scope}'.{OWN_WORDS}")


def group_being_deleted(name: str) -> ArmError:
    """Answer for a write to a group that is on its way out."""
    return ArmError(
        409,
        "ResourceGroupBeingDeleted",
        f"The resource group '{name}' is in deprovisioning state and cannot perform this operation.",
    )


def type_not_found(namespace: str, type_: str, api_version: str) -> ArmError:
    """Answer for a resource type that is not declared."""
    return ArmError(
        404,
        "InvalidResourceType",
        f"The resource type '{type_}' could not be found in the namespace '{namespace}' for api version "
        f"'{api_version}'. akslab serves the types that docs/coverage.md lists.",
    )


def method_not_allowed(method: str, path: str) -> ArmError:
    """Answer for a verb that a resource does not have."""
    return ArmError(405, "MethodNotAllowed", f"The request {method} {path} is not one akslab serves.")


def authorization_failed(app_id: str, principal_id: str, action: str, scope: str) -> ArmError:
    """Answer for a caller without the right."""
    return ArmError(
        403,
        "AuthorizationFailed",
        f"The client '{app_id}' with object id '{principal_id}' does not have authorization to perform action "
        f"'{action}' over scope '{scope}' or the scope is invalid. If access was recently granted, please refresh "
        "your credentials.",
    )


def linked_authorization_failed(
    app_id: str, principal_id: str, done: tuple[str, str], linked: tuple[str, str]
) -> ArmError:
    """Answer for a caller with the right here, but not at what the request links to (A14). Pairs: action, scope."""
    return ArmError(
        403,
        "LinkedAuthorizationFailed",
        f"The client '{app_id}' with object id '{principal_id}' has permission to perform action '{done[0]}' on scope "
        f"'{done[1]}'; however, it does not have permission to perform action(s) '{linked[0]}' on the linked scope(s) "
        f"'{linked[1]}' or the linked scope(s) are invalid.",
    )


def precondition_failed(id_: str) -> ArmError:
    """Answer for an etag that is no longer the resource's."""
    return ArmError(
        412, "PreconditionFailed", f"Precondition failed: the etag given is not the one of {id_}.{OWN_WORDS}"
    )


def bad_request(code: str, message: str, target: str = "") -> ArmError:
    """Answer for a request that cannot be meant."""
    return ArmError(400, code, message, target)


def invalid_properties(errors: Iterable[FieldError], flat: bool = False) -> ArmError:
    """Answer for properties that are not of their declared type: all mistakes, each with its path."""
    found = list(errors)
    first = found[0]
    return ArmError(
        400,
        "InvalidRequestFormat",
        f"Cannot parse the request: {first.path}: {first.message}.{OWN_WORDS}",
        first.path,
        [("InvalidRequestFormat", f"{error.path}: {error.message}", error.path) for error in found[:_DETAILS_MAX]],
        flat,
    )
