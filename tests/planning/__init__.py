"""Planning: sizes, places, fleets, snippets, and the command."""
