"""Wrong input anywhere: a story or a refusal in words, in both languages, and never an exception."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from doctor.az_shapes import NSG, OWN_TABLE, kubectl_list, nsg_rule, nsg_show, sound, subnet_show, vnet_show
from doctor.test_hostile import spoiled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from networks import arm
from networks.services import endpoint_slice, endpoints, service

from akslab.checking.inputs import SeenFiles
from akslab.deployments.declared import Deployment
from akslab.importers.arm.deployments import deployments_of_template
from akslab.importers.files import GivenFiles
from akslab.importers.options import Options
from akslab.networks.declared import network_of_deployment
from akslab.networks.finding import find
from akslab.networks.sentences import words
from akslab.networks.values import Network, NetworkError
from akslab.stories.reading_sites import read_site
from akslab.stories.sentences import Speaker
from akslab.stories.story import Story
from akslab.stories.structured import story_json
from akslab.wire.sentences import Sentence

from .questions import ONE, ZERO, ask, exported, lines

Found = TypeVar("Found")
EVERYTHING: dict[str, Any] = sound(
    vnet=vnet_show(subnet_show(OWN_TABLE, NSG)),
    nsg=nsg_show(NSG, nsg_rule(NSG, "ssh", 300, destinationPortRange="22", protocol="Tcp")),
    services=kubectl_list(service("web"), endpoint_slice("web", "10.244.0.2"), endpoints("web", "10.244.0.2")),
)
NETWORK = exported(EVERYTHING)


def outcome_of(work: Callable[[], Found]) -> Found | Sentence:
    """Return what comes of some work, or the words it is refused with."""
    try:
        return work()
    except NetworkError as refused:
        return refused.what


@given(st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_junk_anywhere_in_an_export_is_a_story_or_a_refusal(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(EVERYTHING)))
    target = data.draw(st.sampled_from([ONE, "node/nodepool1/1", "8.8.8.8", "10.244.1.2", "svc/web", "10.0.12.7"]))
    found = outcome_of(lambda: ask(exported({**EVERYTHING, name: spoiled(EVERYTHING[name], data)}), ZERO, target))
    for language in ("en", "ko"):
        if isinstance(found, Story):
            assert lines(found, language)
            json.dumps(story_json(found, language, {}))
        else:
            assert Speaker(language).sentence(found)


@given(st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_junk_anywhere_in_a_template_is_a_story_or_a_refusal(data: st.DataObject) -> None:
    target = data.draw(st.sampled_from([ONE, "node/nodepool1/1", "8.8.8.8", "fw", "192.168.1.9"]))
    spoilt = spoiled(arm.template(), data)
    found = outcome_of(lambda: ask(network_of_template(spoilt), ZERO, target))
    for language in ("en", "ko"):
        if isinstance(found, Story):
            assert lines(found, language)
            json.dumps(story_json(found, language, {}))
        else:
            assert Speaker(language).sentence(found)


def network_of_template(template: Any) -> Network:
    """Return the network of an ARM template; of one that is none any more, that of nothing."""
    files = SeenFiles(GivenFiles({"main.json": json.dumps(template)}))
    deployments = deployments_of_template(files, "main.json", Options())
    return network_of_deployment(deployments[0] if deployments else Deployment(language="arm", name=""), files.texts)


@given(st.text(max_size=40))
def test_any_name_is_somebody_or_a_refusal_in_words(text: str) -> None:
    found = outcome_of(lambda: find(NETWORK, text))
    assert all(words(found, language) for language in ("en", "ko")) if isinstance(found, Sentence) else found.address


@given(st.text(max_size=40))
def test_any_text_is_a_site_or_a_refusal(text: str) -> None:
    found = outcome_of(lambda: read_site(text))
    assert found.key == "site.no-form" if isinstance(found, Sentence) else found.prefixes


@given(st.text(max_size=40))
def test_any_destination_is_asked_or_refused(text: str) -> None:
    found = outcome_of(lambda: ask(NETWORK, ZERO, text))
    assert Speaker("en").sentence(found) if isinstance(found, Sentence) else lines(found)
