"""Writes what docs/ has from code: `python -m tools.docs`."""

from tools.docs.pages import main

if __name__ == "__main__":
    main()
