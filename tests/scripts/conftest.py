"""The scripts are not installed with the package: their tests reach them from the repository's top."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
