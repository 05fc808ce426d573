"""Compares every engine's answers with the reference's: `python -m tools.differential`."""

import sys

from tools.differential.running import main

if __name__ == "__main__":
    sys.exit(main())
