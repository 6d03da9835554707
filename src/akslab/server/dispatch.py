"""From a call to its answer: which API a path belongs to, and what goes wrong on the way. Nothing is decided here."""

from ..arm.exchange import ArmRequest
from .applications import Applications
from .authentication import Authentication
from .call import Answer, Call, problem
from .entra import Entra
from .grants import Grants
from .graph import Graph
from .imds import InstanceMetadata
from .issuer import Issuer
from .metadata import cloud_metadata
from .tenant import Seams, Tenant
from .tokens import Tokens


class Dispatch:
    """Answers every call."""

    def __init__(self, tenant: Tenant, seams: Seams) -> None:
        tokens = Tokens(tenant.signing_key, seams.clock)
        issuer = Issuer(tenant, tokens)
        directory = seams.directory
        machine = InstanceMetadata(tenant, directory, issuer)
        self._seams = seams
        self._authentication = Authentication(tenant, tokens)
        self._entra = Entra(tenant, issuer, Grants(tenant, directory, issuer))
        self._graph = Graph(tenant, directory, Applications(tenant, directory, seams.clock))
        self._open = {
            ("GET", "/metadata/endpoints"): cloud_metadata,
            ("GET", "/metadata/identity/oauth2/token"): machine.imds,
            ("GET", "/msi/token"): machine.app_service,
        }

    def answer(self, call: Call) -> Answer:
        """Answer `call`; a fault of our own becomes Azure's 500 with the correlation id to look it up by."""
        try:
            return self._route(call)
        except Exception as fault:
            kind = f"{type(fault).__module__}.{type(fault).__qualname__}"
            self._seams.log("fault", request=call.correlation_id, kind=kind, text=str(fault), where=_where(fault))
            text = f"The server encountered an internal error. `akslab log --request {call.correlation_id}` shows it."
            return problem(500, "InternalServerError", text)

    def _route(self, call: Call) -> Answer:
        if not call.path.startswith("/subscriptions/"):
            path = call.path.lower().rstrip("/")
            known = self._open.get((call.method, path))
            found = known(call) if known else self._entra.answer(call)
            if found:
                return found
        principal = self._authentication.of(call)
        if isinstance(principal, Answer):
            return principal
        if call.path.startswith("/v1.0/"):
            return self._graph.answer(call, principal)
        response = self._seams.engine.handle(
            ArmRequest(
                method=call.method,
                path=call.path,
                query=call.query,
                headers=call.headers,
                body=call.body,
                principal_id=principal.object_id,
                app_id=principal.app_id,
                base_url=call.base_url,
                correlation_id=call.correlation_id,
            )
        )
        return Answer(response.status, response.body, response.headers, principal.object_id)


def _where(fault: BaseException) -> str:
    """Return the innermost line of our own that was running."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
