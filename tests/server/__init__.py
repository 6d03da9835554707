"""The server over real TLS, against a stub engine, and the real az against it."""
