"""The loops: read, decide (pure), write. Level-triggered: each may run at any time, twice, or late."""
