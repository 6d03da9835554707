"""What reading a script says, in English."""

ENGLISH: dict[str, str] = {
    "az.file.missing": "there is no such file",
    "az.file.too-large": "the file is too large",
    "az.file.outside": "the file lies outside of what is checked",
    "az.file.unreadable": "the file cannot be read as text",
    "az.too-large": "the script has more than two million characters",
    "az.syntax": "the shell's grammar does not know what stands here: look for a quote or a bracket that is not closed",
    "az.lacks-equals": "an equals sign is missing: write {name}=…, without blanks around it",
    "az.too-deep": "functions and scripts call each other more than {most} deep: what is called here is not read",
    "az.too-nested": "statements stand within each other more than {most} deep: the inner ones are not read",
    "az.many-branches": "one if has more than {most} branches: the others are not read",
    "az.long-loop": "a loop has more than {most} turns: the others are not read",
    "az.too-many-steps": "the script takes too many steps to read: the rest of it is not read",
    "az.too-many-commands": "the script calls az more than 5,000 times: the rest of it is not read",
    "az.too-long": "a variable grows beyond a million characters: the rest of the script is not read",
    "az.not-supplied": "a value comes from outside the script: {name}",
    "az.placeholder": "a placeholder is to be replaced: {name}",
    "az.template": "the script deploys a template of its own: {name}",
    "az.no-script": "the script runs {name}: {reason}",
    "az.not-run": "{name} runs what can only be known by running it",
}
