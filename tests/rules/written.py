"""What the places of findings are looked up in: the documents of an example, and the options of its commands."""

from typing import Any

from akslab.rules.az_commands import AzCommand
from akslab.rules.example import Example


def written_in(example: Example) -> dict[str, Any]:
    """Return by lower-case id, or address, what a person wrote."""
    documents = {str(document["id"]).lower(): document for document in example.documents}
    return documents | {command.id.lower(): _options(command) for command in example.commands}


def _options(command: AzCommand) -> dict[str, Any]:
    """Return what a place names in a command: its options, those az does not have, and those that lost it."""
    return {**command.options, **dict.fromkeys((*command.unknown, *command.broken))}
