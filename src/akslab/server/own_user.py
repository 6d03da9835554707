"""Tokens without a secret are for the user who runs the lab: any other local user is turned away."""

from .call import Answer, Call, answer
from .tenant import Tenant


def refuse_other_users(tenant: Tenant, call: Call) -> Answer | None:
    """Return None if the call comes from a process of the lab's own user, else a 403."""
    uid = call.peer_uid()
    if uid == tenant.owner_uid:
        return None
    who = "an unknown user" if uid is None else f"user id {uid}"
    text = (
        f"akslab: this lab belongs to user id {tenant.owner_uid}, the connection to {who}. Tokens without a secret "
        "are for the lab's own user; sign in with a service principal and its secret instead."
    )
    return answer(403, {"error": "access_denied", "error_description": text})
