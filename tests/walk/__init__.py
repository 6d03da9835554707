"""One value followed through every floor, and the pages that tell of it."""
