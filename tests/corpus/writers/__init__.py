"""Settings as texts: one writer for each language, none of which knows how an importer reads."""
