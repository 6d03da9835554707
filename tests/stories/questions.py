"""Networks from files and exports, asked in a line."""

from typing import Any

from doctor.az_shapes import Files
from doctor.diagnosing import known_of
from networks.files import network_in

from akslab.networks.exported import network_of_export
from akslab.networks.values import Network
from akslab.stories.asking import Wanted, question_of
from akslab.stories.reading_edits import read_edits
from akslab.stories.story import Story, story_of
from akslab.stories.text import story_text

ZERO, ONE = "pod@nodepool1/0", "pod@nodepool1/1"


def exported(files: Files) -> Network:
    return network_of_export(known_of(files))


def ask(network: Network, source: str = ZERO, target: str = ONE, what_if: str = "", **wanted: Any) -> Story:
    network, question = question_of(network, source, target, Wanted(**wanted))
    return story_of(network, question, read_edits(network, what_if) if what_if else ())


def lines(story: Story, language: str = "en") -> list[str]:
    return list(story_text(story, language))


def doubts(story: Story) -> set[str]:
    return {each.unless.key for each in story.told.verdict.unless if each.unless}


__all__ = ["ONE", "ZERO", "ask", "doubts", "exported", "lines", "network_in"]
