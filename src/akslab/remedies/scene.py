"""A finding among the texts it was found in: what places and ids lead to, and who writes there."""

from msgspec import Struct

from ..checking.judgement import Judged
from ..checking.locations import Locator
from ..checking.pointing import Declarations, Trail, followed
from ..deployments.declared import Declared, Deployment, Language
from ..rules.ids import parent_of
from .references import References
from .sharing import Uses, is_in_loop
from .writer import Spot, Writer, language_of, spot, writer_of

NOT_BY_HAND = ("terraform-plan", "export")
"""What a tool has written: it is read, and not changed."""


class Scene(Struct, frozen=True):
    """A finding among the texts it was found in."""

    deployment: Deployment
    judged: Judged
    locator: Locator
    uses: Uses
    declarations: Declarations
    references: References
    languages: tuple[Language, ...]

    def trail(self, place: str) -> Trail | None:
        """Return where a place leads, in a resource that is written here and once."""
        trail = followed(self.declarations, self.judged.finding.resource_id, place)
        if trail is None or trail.declared.existing or self.uses.is_repeated(trail.declared):
            return None
        return None if is_in_loop(trail.declared, trail.keys) else trail

    def writer(self, at: Spot) -> Writer | None:
        """Return the writer of a spot's file, if the remedy is tried in its language."""
        is_tried = self.deployment.language not in NOT_BY_HAND and language_of(at.file) in self.languages
        return writer_of(at.file) if is_tried else None

    def head(self, declared: Declared) -> Spot | None:
        """Return the spot of a resource: its head, or all of it in JSON and scripts."""
        body = declared.body.origin
        is_json = body is not None and bool(body.path or declared.origin.path)
        return spot(self.locator, body if body is not None and is_json else declared.origin)

    def made(self, id_: str) -> Declared | None:
        """Return the one declaration that makes what has an id: its own, or that of the parent it is listed in."""
        written = [each for each in self.declarations.of(id_) if not each.existing]
        if not written:
            written = [each for each in self.declarations.of(parent_of(id_)) if not each.existing]
        puts = [each for each in written if each.writing == "put"]
        return puts[0] if len(puts) == 1 and not self.uses.is_repeated(puts[0]) else None

    def subject(self) -> Declared | None:
        """Return the declaration of what the finding is about."""
        return self.made(self.judged.finding.resource_id)
