"""What came of files of other people: figures that were seen once, told as such."""

REAL_FILES = """\
## Files of other people
"""
