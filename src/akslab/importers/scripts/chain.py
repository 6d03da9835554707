"""What waits for what in a script: one step after the other, but for what runs in the background or is not waited for."""

MOST_TAILS = 12


class Chain:
    """The addresses that the next step surely waits for."""

    def __init__(self) -> None:
        self.tails: tuple[str, ...] = ()
        self._background: tuple[str, ...] = ()
        self._not_waited: dict[str, str] = {}

    def step(self, address: str) -> None:
        """Note that a step was done, and the next one comes after it."""
        self.tails = (address,)

    def launch(self, address: str, id_: str) -> None:
        """Note a step that nobody waits for (`--no-wait`)."""
        self._not_waited[id_.lower()] = address

    def wait_for(self, id_: str) -> None:
        """Note `az … wait` for a resource."""
        if address := self._not_waited.pop(id_.lower(), ""):
            self.tails = _joined(self.tails, (address,))

    def join(self, other: tuple[str, ...]) -> None:
        """Come together with what another branch, or the way around a branch, ended in."""
        self.tails = _joined(self.tails, other)

    def detach(self, before: tuple[str, ...]) -> None:
        """Leave what was done since `before` to the background, until `wait`."""
        self._background = _joined(self._background, tuple(each for each in self.tails if each not in before))
        self.tails = before

    def wait(self) -> None:
        """Wait for the background."""
        self.tails, self._background = _joined(self.tails, self._background), ()

    @property
    def is_frayed(self) -> bool:
        """Whether so many ends hang loose that they had better be tied."""
        return len(self.tails) > MOST_TAILS


def _joined(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))
