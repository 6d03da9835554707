"""What az is told about where to write: nothing of it is the user's own."""

from pathlib import Path

from akslab.lab.az import child_environment
from akslab.lab.connection import connection_of
from akslab.lab.place import LabFile, Place


def test_credentials_of_a_cluster_are_written_into_the_lab(tmp_path: Path) -> None:
    inherited = {"HOME": "/somewhere/me", "KUBECONFIG": "/somewhere/me/.kube/work"}
    told = child_environment(inherited, connection_of(Place(tmp_path), LabFile(port=1)))
    assert Path(told["KUBECONFIG"]).is_relative_to(tmp_path)
    assert told["HOME"] == inherited["HOME"]
