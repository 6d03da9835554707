"""What every importer says of files, in English."""

ENGLISH: dict[str, str] = {
    "file.missing": "{name} is not there",
    "file.outside": "{name} is outside of what is checked",
    "file.too-large": "{name} is larger than {most} MB",
    "file.not-text": "{name} is no text",
    "file.unreadable": "{name} cannot be read",
    "file.no-json": "{name} is no JSON: {reason}",
    "file.not-recognised": "{name} is nothing akslab checks",
}
