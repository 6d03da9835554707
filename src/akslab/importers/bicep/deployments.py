"""A Bicep file -> deployments: one for each parameter file that is given or lies beside it, else one with defaults."""

from ...deployments.declared import Deployment, Problem
from ...wire.sentences import Sentence
from ..arm.sources import Sources
from ..files import Files
from ..options import NO_OPTIONS, Options
from .discovery import parameter_files_of
from .home import PARAMETERS
from .program import Programs
from .run import Run


def deployments_of_bicep(files: Files, name: str, options: Options = NO_OPTIONS) -> tuple[Deployment, ...]:
    """Return the deployments of a `.bicep` file, or that of a `.bicepparam`.

    Never raises: what cannot be read is a problem of the deployment.
    """
    programs, sources = Programs(files), Sources(files)
    is_parameter_file = name.endswith(PARAMETERS)
    program = programs.read(name, is_parameter_file=is_parameter_file)
    if isinstance(program, Sentence):
        return (Deployment(language="bicep", name=name, problems=(Problem(what=program, file=name),)),)
    if is_parameter_file:
        return (Run(programs, sources, options).of_parameter_file(program),)
    given = options.parameter_files or parameter_files_of(program, programs, sources)
    return tuple([Run(programs, sources, options).of_program(program, each) for each in given or ("",)])
