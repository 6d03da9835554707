"""The house rules: floors, sizes, names, pages. What a reviewer would say, said by a machine."""
