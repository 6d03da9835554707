"""Networks written in every language, broken and sound: the same network has the same findings."""
