"""The subscription each provider configuration of a plan works in: written, or that of what it has already made."""

from collections.abc import Iterable, Mapping
from typing import Any

from ....wire.symbols import symbol
from ..configuration.scope import Provider
from ..language.values import symbol_of
from .document import Change, Configuration, references_in
from .states import State

_UNKNOWN = Provider().subscription


class Subscriptions:
    """Answers by the key of a provider configuration, `azurerm` or `module.hub:azurerm.other`."""

    def __init__(
        self, configuration: Configuration, changes: Iterable[Change], states: Iterable[State], variables: Any
    ) -> None:
        """Take the plan's parts."""
        self._providers = configuration.providers()
        self._variables: Mapping[str, Any] = variables if isinstance(variables, Mapping) else {}
        self._seen: dict[str, set[str]] = {}
        for change in changes:
            key = str(configuration.block(change.place).get("provider_config_key", "azurerm"))
            self._note(key, change.before, change.after)
        for state in states:
            self._note(str(configuration.block(state.place).get("provider_config_key", "azurerm")), state.values)

    def _note(self, key: str, *values: Any) -> None:
        for each in values:
            id_ = each.get("id") if isinstance(each, Mapping) else None
            parts = id_.split("/") if isinstance(id_, str) else []
            if len(parts) > 2 and parts[1].lower() == "subscriptions":
                self._seen.setdefault(key, set()).add(parts[2])

    def of(self, key: Any) -> str:
        """Return a provider configuration's subscription, a symbol when nobody can tell."""
        name = str(key) if key is not None else "azurerm"
        written = self._written(name)
        if written:
            return written
        seen = self._seen.get(name, set())
        if len(seen) == 1:
            return next(iter(seen))
        return _UNKNOWN if "." not in name.rsplit(":", 1)[-1] else symbol(f"subscription of {name}")

    def _written(self, name: str) -> str:
        provider = self._providers.get(name)
        expressions = provider.get("expressions") if isinstance(provider, Mapping) else None
        given = expressions.get("subscription_id") if isinstance(expressions, Mapping) else None
        if not isinstance(given, Mapping):
            return ""
        constant = given.get("constant_value")
        if isinstance(constant, str):
            return constant
        for reference in references_in(given)[:1]:
            variable = self._variables.get(reference.removeprefix("var."))
            value = variable.get("value") if isinstance(variable, Mapping) else None
            return value if isinstance(value, str) and value else symbol_of(reference)
        return ""
