"""How edits are written in each language: only the characters that have to change, in the manner of their surroundings."""
