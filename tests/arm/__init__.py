"""The ARM engine, driven as the server drives it, without HTTP."""
