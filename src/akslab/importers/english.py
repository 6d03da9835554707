"""What every importer says of files, in English."""

ENGLISH: dict[str, str] = {
    "file.missing": "{name} is not there",
    "file.outside": "{name} is outside of what is checked",
    "file.too-large": "{name} is larger than {most} MB",
    "file.not-text": "{name} is no text",
    "file.unreadable": "{name} cannot be read",
    "file.denied": "the system does not let {name} be read",
    "file.special": "{name} is no ordinary file",
    "file.too-many": "{name} holds more than {most} files, and only these were looked at: name the directories that count",
    "file.total": "{name} was not read: the files before it have 500 MB already",
    "file.no-json": "{name} is no JSON: {reason}",
    "file.not-recognised": (
        "{name} is nothing akslab checks: it reads ARM templates, Bicep, Terraform and az scripts;"
        " exports are for `akslab doctor`"
    ),
}
