"""`python -m generator` is `setwright`."""

from generator.cli import main

main()
