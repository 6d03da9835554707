"""The errors as data, a module for each family: codes, plain words, causes with how to tell them apart, fixes."""
