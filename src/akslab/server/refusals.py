"""Entra's error answers: an OAuth error word, and an AADSTS number with its text."""

from datetime import UTC, datetime

from .call import Answer, Call, answer


class RefusalError(Exception):
    """A sign-in that fails; `number` is AADSTS's, or 0 for akslab's own words."""

    def __init__(self, error: str, number: int, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.error = error
        self.number = number
        self.text = text
        self.status = status

    def answer(self, call: Call, now: float) -> Answer:
        """Write it as Entra does; `now` in seconds since 1970."""
        moment = f"{datetime.fromtimestamp(now, UTC):%Y-%m-%d %H:%M:%SZ}"
        prefix = f"AADSTS{self.number}: " if self.number else "akslab: "
        trail = f"Trace ID: {call.correlation_id} Correlation ID: {call.correlation_id} Timestamp: {moment}"
        document = {
            "error": self.error,
            "error_description": f"{prefix}{self.text} {trail}",
            "error_codes": [self.number] if self.number else [],
            "timestamp": moment,
            "trace_id": call.correlation_id,
            "correlation_id": call.correlation_id,
        }
        return answer(self.status, document)


def malformed(error: str = "invalid_grant") -> RefusalError:
    """Return the refusal of a code or refresh token that this lab did not issue."""
    return RefusalError(error, 9002313, "Invalid request. Request is malformed or invalid.")
