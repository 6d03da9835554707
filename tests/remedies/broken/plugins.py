"""Clusters whose network plugin is in the way. The sound text is one: kubenet ends."""

from .forms import LANGUAGES, Breaking

PLUGINS: tuple[Breaking, ...] = (Breaking("kubenet-retirement", dict.fromkeys(LANGUAGES, ())),)
