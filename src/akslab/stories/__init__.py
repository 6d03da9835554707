"""One packet's story for people: the verdict, every step with the object that decided it, what would change it."""
