"""The seam to Resource Manager: all that the server knows of it."""

from typing import Protocol

from ..arm.exchange import ArmRequest, ArmResponse


class ArmEngine(Protocol):
    """Answers every ARM request, wrong ones too."""

    def handle(self, request: ArmRequest) -> ArmResponse:
        """Answer `request`; what it changed is durable when this returns. Never raises for bad input."""
