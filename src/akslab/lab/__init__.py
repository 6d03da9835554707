"""The composition: the only floor that builds things. A lab is one directory, one server process and one kernel host."""
