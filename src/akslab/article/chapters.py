"""The article's three ways to a cluster, in its own order."""

from . import chapter_system, chapter_table, chapter_user

CHAPTERS = (chapter_system.CHAPTER, chapter_user.CHAPTER, chapter_table.CHAPTER)
