"""An `az` for PATH that means the lab: in `akslab shell` and `akslab run` only az is led here, curl and pip are as ever."""

import shlex
from pathlib import Path

from .az import LEADS_ELSEWHERE, Connection, az_environment
from .place import Place

_SCRIPT = """\
#!/bin/sh
# The Azure CLI, pointed at the lab this file lies in.
for name in $(env | sed -n 's/^\\(\\({prefixes}\\)[A-Za-z_0-9]*\\)=.*/\\1/p'); do unset "$name"; done
{exports}
exec {az} "$@"
"""


def write_az_script(place: Place, az: Path, connection: Connection) -> Path:
    """Write the script into the lab's directory and return the folder to put first on PATH."""
    folder = place.root / "bin"
    folder.mkdir(mode=0o700, exist_ok=True)
    exports = "\n".join(f"export {name}={shlex.quote(value)}" for name, value in az_environment(connection).items())
    text = _SCRIPT.format(prefixes="\\|".join(LEADS_ELSEWHERE), exports=exports, az=shlex.quote(str(az)))
    script = folder / "az"
    if not script.exists() or script.read_text() != text:
        script.touch(mode=0o700)
        script.write_text(text)
    return folder
