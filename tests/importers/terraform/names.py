"""Names where there are none, for expressions that stand alone."""

from akslab.deployments.nodes import Node
from akslab.importers.terraform.hcl.syntax import Step
from akslab.importers.terraform.language.errors import EvaluationError
from akslab.importers.terraform.language.evaluation import Evaluator


class NoNames:
    """Every name is undeclared, every file missing."""

    def value(self, name: str, steps: tuple[Step, ...], evaluator: Evaluator) -> tuple[Node, int]:
        raise EvaluationError("tf.undeclared", name=name)

    def read(self, path: str) -> str:
        raise EvaluationError("tf.file-missing", path=path)

    def inside(self, path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return (), ()
