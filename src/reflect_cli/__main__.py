"""`python -m reflect_cli` is `reflect`."""

from reflect_cli.commands.app import main

main()
