"""The words of the catalogue in Korean, a module for each module of rules; a test holds them complete."""

from ..words import Words
from .az_commands import AZ_COMMANDS

KOREAN: dict[str, Words] = {**AZ_COMMANDS}
