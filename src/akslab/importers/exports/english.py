"""What is said of exported files, in English."""

ENGLISH: dict[str, str] = {
    "export.not-an-export": "not read: it is neither JSON nor YAML of az or kubectl",
    "export.for-check": "not read: `akslab check` reads this kind of file",
    "export.nothing-known": "nothing in it is known: no resource with an id, no Kubernetes object, no log entry",
    "export.empty": "it is empty, and does not say of what there is none",
    "export.page": "only one page of a longer list: what is not in it may exist; export all pages",
    "export.text-before": "there is text before the JSON, passed over: {text}",
    "export.cut-off": "the JSON is cut off in line {line}: export the file again",
    "export.no-json": "no JSON: {reason} in line {line}, column {column}",
    "export.no-yaml": "YAML that is not read: {reason} in line {line}; `-o json` is always read",
    "export.unreadable": "cannot be read: {reason}",
    "export.too-many": "only the first {most:,} resources and objects were read",
    "file.missing": "there is no such file",
    "file.too-large": "it is larger than 50 MB",
    "file.outside": "it lies outside of the directory that was given",
    "file.not-text": "it is no text in UTF-8, UTF-16 or CP949",
    "file.damaged": "the archive is damaged there",
    "file.encrypted": "it is encrypted in the archive",
    "file.compressed": "it is compressed more than 100 times, as only a trap is",
    "file.total": "the files before it have 500 MB already",
    "file.special": "it is no ordinary file",
}
