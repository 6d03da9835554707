"""Tests of the article: its script, its runner and faces, and the whole of it with the real az and real packets."""
