"""The seam to the kernel, where networks happen. `remote` (Linux) and `fake` keep the same laws."""
