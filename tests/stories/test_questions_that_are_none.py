"""What no packet can be, or nobody in this network can be asked for, is said in words that help."""

from typing import Any

import pytest

from akslab.networks.values import NetworkError
from akslab.stories.sentences import Speaker

from .questions import ask
from .three_machines import three_machines

NETWORK = three_machines()


@pytest.mark.parametrize(
    ("target", "wanted", "words"),
    [
        ("::1", {}, "::1 is an IPv6 address"),
        ("fe80::1", {}, "fe80::1 is an IPv6 address"),
        ("[2001:db8::1]:80", {}, "[2001:db8::1] is an IPv6 address"),
        ("b:80", {"protocol": "icmp"}, "an echo has no port: leave 80 out"),
        ("b", {"size": 30}, "at least 40 bytes"),
        ("b:0", {}, "'0' is not a port"),
    ],
)
def test_it_is_said_what_is_wrong_with_it(target: str, wanted: dict[str, Any], words: str) -> None:
    with pytest.raises(NetworkError) as refused:
        ask(NETWORK, "a", target, **wanted)
    assert words in Speaker("en").sentence(refused.value.what)
    assert Speaker("ko").sentence(refused.value.what)


def test_the_sender_s_port_is_one_that_rules_look_at() -> None:
    ports = {ask(NETWORK, "a", "b", source_port=port).question.packet.source_port for port in (40000, 50000)}
    assert ports == {40000, 50000}
