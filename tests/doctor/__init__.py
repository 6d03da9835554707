"""The doctor: exports in az's real shapes, what is said of them, and what is not."""
