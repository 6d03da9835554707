"""A lab's directory: where everything of a lab is kept, for its owner's eyes only, with a schema version in it.

lab.json       schema version, ids, secrets, port, settings
store.sqlite   every document
tls/           the private CA and the server's certificate
az/            the configuration directory of the real az, and the kubeconfig it writes
bin/           an az for PATH that means the lab
logs/          what user commands in pods and machines print
journal.jsonl  what happened, one event a line
control.sock   how akslab's own commands reach the server
"""

import os
import secrets
import shutil
import uuid
from pathlib import Path

import msgspec
from msgspec import Struct, field

from ..settings import Settings

SCHEMA = 1
_STARTING = ("turn", "lab.new")
"""What a first `akslab up` that was cut short may leave before there is a lab.json."""
_OWN = (
    *_STARTING,
    *("store.sqlite", "store.sqlite-wal", "store.sqlite-shm", "store.sqlite-journal"),
    *("tls", "az", "bin", "logs"),
    *("journal.jsonl", "journal.old", "control.sock", "lock", "server.out"),
    "lab.json",
)
"""Every name a lab makes in its directory. lab.json is the last to go: a deletion cut short can be done again."""
_HINT = "Its state is in {path}; another one: --name or --state."


class LabUnusableError(Exception):
    """The directory is not one this akslab can use; the message says why and what to do, in one line."""


class LabFile(Struct, frozen=True, kw_only=True):
    """What lab.json holds."""

    schema: int = SCHEMA
    tenant_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    subscription_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    client_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    object_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    user_object_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    identity_header: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    signing_key: str = field(default_factory=lambda: secrets.token_hex(32))
    port: int = 0
    """0 until the first start has found a free one."""
    settings: Settings = Settings()


class Place(Struct, frozen=True):
    """The paths of one lab."""

    root: Path

    @property
    def file(self) -> Path:
        """The lab's own description."""
        return self.root / "lab.json"

    @property
    def store(self) -> Path:
        """The documents."""
        return self.root / "store.sqlite"

    @property
    def tls(self) -> Path:
        """Certificates and keys."""
        return self.root / "tls"

    @property
    def az(self) -> Path:
        """The real az's configuration directory."""
        return self.root / "az"

    @property
    def journal(self) -> Path:
        """What happened."""
        return self.root / "journal.jsonl"

    @property
    def control(self) -> Path:
        """The control socket."""
        return self.root / "control.sock"

    @property
    def lock(self) -> Path:
        """Held by the running server."""
        return self.root / "lock"

    @property
    def turn(self) -> Path:
        """Held by the `akslab up` that starts the server."""
        return self.root / "turn"

    @property
    def server_output(self) -> Path:
        """Whatever the server prints: normally nothing."""
        return self.root / "server.out"

    def log_of(self, netns: str) -> str:
        """Return the file that a command in `netns` writes to."""
        return str(self.root / "logs" / (netns.replace("/", "_") + ".log"))


def place_of(name: str, state: str | None, environment: dict[str, str]) -> Place:
    """Return where a lab lives: `state` if given, else a directory of that name under the user's state directory."""
    if state:
        return Place(Path(state).expanduser().absolute())
    if not name or "/" in name or name.startswith("."):
        raise LabUnusableError(f"'{name}' can't be the name of a lab: no slash, and no dot at its start.")
    home = environment.get("XDG_STATE_HOME") or str(Path(environment.get("HOME") or Path.home()) / ".local" / "state")
    return Place(Path(home) / "akslab" / name)


def read_lab(place: Place) -> LabFile | None:
    """Return what lab.json says, None when there is no lab yet; raises `LabUnusableError`."""
    try:
        text = place.file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LabUnusableError(f"{place.file} can't be read: {error.strerror}.") from None
    schema = _schema_of(text, place)
    if schema > SCHEMA:
        raise LabUnusableError(
            f"This lab was written by a newer akslab (schema {schema}, this one knows {SCHEMA}): upgrade akslab. "
            + _HINT.format(path=place.root)
        )
    try:
        return msgspec.json.decode(text, type=LabFile)
    except msgspec.DecodeError:
        raise _damaged(place) from None


def _schema_of(text: bytes, place: Place) -> int:
    try:
        return int(msgspec.json.decode(text)["schema"])
    except (msgspec.DecodeError, KeyError, TypeError, ValueError):
        raise _damaged(place) from None


def _damaged(place: Place) -> LabUnusableError:
    return LabUnusableError(f"{place.file} is damaged. " + _HINT.format(path=place.root))


def write_lab(place: Place, lab: LabFile) -> None:
    """Write lab.json whole or not at all, readable by its owner only."""
    place.root.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.root.chmod(0o700)
    temporary = place.file.with_suffix(".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(lab)))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(place.file)
    (place.root / "logs").mkdir(mode=0o700, exist_ok=True)


def require_room(place: Place) -> None:
    """Raise `LabUnusableError` where a lab would be made among files of somebody else's."""
    try:
        names = set(os.listdir(place.root))
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise LabUnusableError(f"{place.root} is not a directory: a lab needs one of its own.") from None
    if place.file.name not in names and names - set(_STARTING):
        raise LabUnusableError(
            f"{place.root} is not a lab and not empty: give --state a directory that is new or empty."
        )


def delete_lab(place: Place) -> list[str]:
    """Remove what a lab made in its directory, and that if it is empty then; returns the names that keep it."""
    for name in _OWN:
        path = place.root / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    others = sorted(os.listdir(place.root))
    if not others and not place.root.is_symlink():
        place.root.rmdir()
    return others
