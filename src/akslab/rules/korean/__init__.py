"""The words of the catalogue in Korean, a module for each module of rules; a test holds them complete."""

from ..words import Words

KOREAN: dict[str, Words] = {}
