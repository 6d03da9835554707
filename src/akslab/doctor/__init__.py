"""The doctor: exports of what runs joined into a diagnosis, with the proof of every fact, and fixes with their price."""
