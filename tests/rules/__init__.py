"""The rule catalogue, by its examples, by properties, and by the words Azure was seen to say."""
