"""What a view does not tell and packets feel: public addresses of interfaces, subnets without default outbound access."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..compile.inputs import IpConfiguration, NetworkInterface
from ..rules.fields import Fields, certain
from ..rules.ids import name_of
from ..wire.sentences import sentence
from ..wire.symbols import spoken
from .addresses import is_sixth
from .draft import Draft
from .values import Assumption

Document = Mapping[str, Any]


def private_subnets(documents: Iterable[Document]) -> set[str]:
    """Return the lower-cased ids of the subnets that say `defaultOutboundAccess: false`."""
    return {
        certain(subnet.text("id")).lower()
        for document in _of_type(documents, "microsoft.network/virtualnetworks")
        for subnet in Fields(document).fields("properties").listed("subnets")
        if subnet.fields("properties").get("defaultOutboundAccess") is False
    }


def read_public_addresses(documents: Iterable[Document], draft: Draft) -> None:
    """Give the draft's interfaces their own public addresses; one that the documents do not tell is stood for."""
    documents = list(documents)
    for document in _of_type(documents, "microsoft.network/publicipaddresses"):
        fields = Fields(document)
        address = certain(fields.fields("properties").text("ipAddress"))
        if address:
            draft.public[certain(fields.text("id")).lower()] = address
    for document in _of_type(documents, "microsoft.network/networkinterfaces"):
        fields = Fields(document)
        known = draft.interfaces.get(certain(fields.text("id")).lower())
        links = [certain(link).lower() for link in _public_of(fields)]
        if known and any(links):
            for link in filter(None, links):
                _stand_in(link, known, draft)
            own = tuple(
                IpConfiguration(each.address, link or None)
                for each, link in zip(known.configurations, [*links, *([""] * len(known.configurations))], strict=False)
            )
            draft.give_public(known, own)


def _stand_in(link: str, interface: NetworkInterface, draft: Draft) -> None:
    if link not in draft.public:
        values = {"name": spoken(name_of(link)), "address": draft.stand_in(link)}
        what = sentence("assume.public", **values)
        draft.assumptions.append(Assumption(what=what, about="interface", id=interface.id))


def _public_of(fields: Fields) -> Iterator[Any]:
    for each in fields.fields("properties").listed("ipConfigurations"):
        if not is_of_sixth(each):
            yield each.fields("properties").link("publicIPAddress")


def is_of_sixth(configuration: Fields) -> bool:
    """Whether an IP configuration is one of IPv6, which akslab's network does not have."""
    own = configuration.fields("properties")
    return certain(own.text("privateIPAddressVersion")).lower() == "ipv6" or is_sixth(
        certain(own.text("privateIPAddress"))
    )


def _of_type(documents: Iterable[Document], type_: str) -> Iterator[Document]:
    return (each for each in documents if str(each.get("type", "")).lower() == type_)
