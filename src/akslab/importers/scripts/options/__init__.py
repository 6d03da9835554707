"""The options that commands of az take: data, taken from the real az."""
