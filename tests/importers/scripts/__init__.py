"""Scripts with az commands: what they declare, in which order, and what is wrong with them."""
