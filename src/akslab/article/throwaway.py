"""A lab for one reading: in a temporary directory of its own, and gone afterwards, however the reading ends."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..lab.lifecycle import down, up
from ..lab.place import LabFile, Place
from .interrupts import ends_as_interrupts, held_back, uninterrupted


@contextmanager
def throwaway_lab(*, keep: bool = False) -> Iterator[tuple[Place, LabFile]]:
    """Start a lab, and afterwards stop and delete it, unless it is to be kept; raises `Refusal` when it can't start."""
    with ends_as_interrupts():
        place = Place(Path(tempfile.mkdtemp(prefix="akslab-article-")))
        started = False
        try:
            with held_back():
                lab = up(place)
            started = True
            yield place, lab
        finally:
            if not (keep and started):
                with uninterrupted():
                    down(place)
                    shutil.rmtree(place.root)
