"""HCL: text -> syntax tree with the offsets of everything; broken blocks do not hide the others."""
