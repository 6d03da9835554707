"""Write docs/coverage.md: `python -m akslab.azure.coverage > docs/coverage.md`."""

import sys

from ..arm.coverage import coverage_page
from . import RESOURCE_TYPES

if __name__ == "__main__":
    sys.stdout.write(coverage_page(RESOURCE_TYPES))
