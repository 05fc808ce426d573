"""Asks the compiler for what is random and broken: `python -m tools.fuzz`."""

import sys

from tools.fuzz.asking import main

if __name__ == "__main__":
    sys.exit(main())
