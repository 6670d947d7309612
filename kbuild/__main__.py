"""`python -m kbuild` is the command `kbuild`."""

from kbuild.cli import main

main()
