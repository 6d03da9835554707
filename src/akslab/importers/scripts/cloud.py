"""The subscription as a script leaves it: what its commands declared, in which order, and what they are called with."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from ...deployments.declared import WAIT, Condition, Declared, Gap, Invocation, Problem, TemplateUse
from ...deployments.nodes import node_of
from ...deployments.origins import Origin
from ...wire.sentences import sentence
from ...wire.symbols import has_symbol, spoken, symbol
from ..options import Options
from .chain import Chain
from .texts import Text

_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_SUBSCRIPTION = re.compile(r"/subscriptions/([^/]+)(?:/|$)", re.IGNORECASE)
UNKNOWN_SUBSCRIPTION = symbol("subscription")
UNKNOWN_GROUP = symbol("resource group")


class Cloud:
    """Collects what a script declares."""

    def __init__(self, options: Options, subscription: str, *, is_run_again: bool) -> None:
        """`subscription` is the one a script runs in that does not say; `is_run_again` judges a second run of it."""
        self._own_subscription = self.current_subscription = subscription
        self._is_run_again = is_run_again
        self.defaults: dict[str, Text] = {}
        """`group` and `location`, as `az configure --defaults` sets them."""
        if options.resource_group:
            self.defaults["group"] = Text(text=options.resource_group)
        self._locations = {self.group_id(None).lower(): Text(text=options.location)} if options.location else {}
        self._latest: dict[str, Declared] = {}
        self._unsupplied: set[str] = set()
        self.clients: dict[str, str] = {}
        """Client id of an identity -> its principal: az takes either for an assignee."""
        self.named_subscriptions: dict[str, str] = {}
        self.chain = Chain()
        self.conditions: tuple[Condition, ...] = ()
        self.repeated = ""
        self.declared: list[Declared] = []
        self.invocations: list[Invocation] = []
        self.templates: list[TemplateUse] = []
        self.gaps: list[Gap] = []
        self.problems: list[Problem] = []

    def subscription_of(self, text: Text | None) -> str:
        """Return the subscription a text names: an id, or a name that only az can look up."""
        if text is None or not text.text:
            return self.current_subscription
        if _GUID.fullmatch(text.text) or text.is_unknown:
            return text.text
        if self._own_subscription != UNKNOWN_SUBSCRIPTION:
            return self._own_subscription
        return symbol(f"subscription {text.text}")

    def group_id(self, group: Text | None, subscription: str = "") -> str:
        """Return the id of a resource group; without a name, that of the group nobody named."""
        given = group if group is not None and group.text else self.defaults.get("group")
        name = given.text if given else UNKNOWN_GROUP
        return f"/subscriptions/{subscription or self.current_subscription}/resourceGroups/{name}"

    def note_id(self, id_: str) -> None:
        """Remember the subscription that an id names: a script that names only one runs in it."""
        found = _SUBSCRIPTION.match(id_)
        if found and found[1] != UNKNOWN_SUBSCRIPTION:
            self.named_subscriptions.setdefault(found[1].lower(), found[1])

    def is_doubtful(self, id_: str) -> bool:
        """Whether an id may be in another subscription than it seems, or in the same though it does not seem so."""
        found = _SUBSCRIPTION.match(id_)
        if not found or found[1].lower() == self.current_subscription.lower():
            return False
        return has_symbol(found[1]) or has_symbol(self.current_subscription)

    def locate(self, group_id: str, location: Text) -> None:
        """Remember where a resource group is."""
        self._locations[group_id.lower()] = location

    def location_of(self, group_id: str) -> Text:
        """Return where a resource group is."""
        found = self.defaults.get("location") or self._locations.get(group_id.lower())
        name = group_id.rsplit("/", 1)[-1]
        return found or Text(text=symbol(f"location of {name}"), needs="--location")

    def emit(self, declared: Declared, *, is_waited_for: bool = True) -> None:
        """Add a step; what follows waits for it, unless nobody does."""
        keeps = declared.keeps if declared.writing == "put" and self._is_run_again else ("*",)
        full = replace(
            declared,
            after=self.chain.tails,
            conditions=(*self.conditions, *declared.conditions),
            repeated=self.repeated,
            keeps=keeps,
        )
        self.declared.append(full)
        if not declared.existing or declared.id.lower() not in self._latest:
            self._latest[declared.id.lower()] = full
            self._note_inline(full)
        if not is_waited_for:
            self.chain.launch(declared.address, declared.id)
            return
        self.chain.step(declared.address)

    def _note_inline(self, network: Declared) -> None:
        """Remember the subnets that stand in their network, so that they can be looked up."""
        subnets = network.body.at("properties", "subnets")
        for subnet in subnets.elements() if subnets else ():
            if name := subnet.get("name"):
                id_ = f"{network.id}/subnets/{name.text}"
                self._latest[id_.lower()] = replace(network, id=id_, type=f"{network.type}/subnets", body=subnet)

    def pause(self, address: str, origin: Origin, seconds: int | None) -> None:
        """Add a wait; `seconds` is None for a loop that waits until something is there."""
        body: dict[str, object] = {"seconds": seconds} if seconds is not None else {"until": "done"}
        declared = Declared(
            address=address, type=WAIT, id=f"/{WAIT}/{address}", body=node_of(body, origin), origin=origin
        )
        self.emit(declared)

    def join(self, tails: tuple[str, ...]) -> None:
        """Come together with another branch; many loose ends are tied, lest every later step lists all of them."""
        self.chain.join(tails)
        if self.chain.is_frayed and self.declared:
            last = self.declared[-1]
            self.pause(f"{last.address} and all before it", last.origin, 0)

    def find(self, id_: str) -> Declared | None:
        """Return what was last declared under an id."""
        return self._latest.get(id_.lower())

    def made(self, id_: str) -> bool:
        """Whether the script makes this resource, and certainly."""
        found = self.find(id_)
        return found is not None and not found.existing and not found.conditions

    def inside(self, prefix: str) -> Iterator[str]:
        """Yield the ids declared directly below `prefix` (`…/virtualNetworks/v/subnets`)."""
        start = f"{prefix.lower()}/"
        for key, declared in self._latest.items():
            if key.startswith(start) and "/" not in key[len(start) :]:
                yield declared.id

    def lack(self, needs: str, key: str, text: Text) -> None:
        """Note, once, that something is to be supplied: `key` is the sentence that says what."""
        if needs not in self._unsupplied:
            self._unsupplied.add(needs)
            name = spoken(text.text) if key == "az.not-supplied" else needs
            self.gaps.append(Gap(what=sentence(key, name=name), needs=needs, origin=text.origin))
