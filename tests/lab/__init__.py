"""The lab's own furniture: its directory, its journal, its control socket, and the names people type."""
