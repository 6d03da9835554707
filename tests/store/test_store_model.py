"""Any sequence of writes, on both stores, against a dictionary; the one on disk is also closed and opened again."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from akslab.store.memory import MemoryStore
from akslab.store.seam import Conflict, Delete, Put, Store, Write
from akslab.store.sqlite import SqliteStore

KEYS = st.sampled_from(["", "a", "a/", "a/b", "a/B", "a/é", "b", "b/1", "b/10", "b/2"])
WRITES = st.lists(
    st.one_of(
        st.builds(Put, KEYS, st.binary(max_size=4), st.none() | st.integers(0, 6)),
        st.builds(Delete, KEYS, st.none() | st.integers(0, 6)),
    ),
    max_size=4,
)


class StoreModel(RuleBasedStateMachine):
    """Both stores beside a dictionary."""

    def __init__(self) -> None:
        super().__init__()
        self.directory = tempfile.TemporaryDirectory()
        self.path = Path(self.directory.name) / "lab.db"
        self.sqlite: Store = SqliteStore(self.path)
        self.memory: Store = MemoryStore()
        self.model: dict[str, tuple[bytes, int]] = {}
        self.revision = 0

    @rule(writes=WRITES)
    def write(self, writes: list[Write]) -> None:
        held = all(
            write.expected is None or self.model.get(write.key, (b"", 0))[1] == write.expected for write in writes
        )
        if held and writes:
            self.revision += 1
            for write in writes:
                if isinstance(write, Put):
                    self.model[write.key] = (write.value, self.revision)
                else:
                    self.model.pop(write.key, None)
        for store in (self.sqlite, self.memory):
            try:
                assert store.write(writes) == self.revision
                assert held
            except Conflict:
                assert not held

    @precondition(lambda self: self.model)
    @rule()
    def open_again(self) -> None:
        self.sqlite.close()
        self.sqlite = SqliteStore(self.path)

    @rule(prefix=st.sampled_from(["", "a", "a/", "b/1", "z"]))
    def listing(self, prefix: str) -> None:
        expected = [(key, *self.model[key]) for key in sorted(self.model) if key.startswith(prefix)]
        for store in (self.sqlite, self.memory):
            assert [(entry.key, entry.value, entry.revision) for entry in store.list(prefix)] == expected

    @invariant()
    def every_key_is_what_the_model_says(self) -> None:
        for store in (self.sqlite, self.memory):
            for key in ("", "a/b", "b/10"):
                entry = store.get(key)
                assert (entry and (entry.value, entry.revision)) == self.model.get(key)

    def teardown(self) -> None:
        self.sqlite.close()
        self.directory.cleanup()


StoreModel.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestStoreModel = StoreModel.TestCase
