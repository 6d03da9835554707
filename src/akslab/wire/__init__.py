"""JSON on one side, frozen types on the other: resource ids, and properties with every mistake at its path."""
