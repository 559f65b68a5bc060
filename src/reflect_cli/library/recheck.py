"""Which help lines are due to be checked again: `python -m reflect_cli.library.recheck [DAYS]`.

A line is due when its last check is DAYS ago or more, a year if not given. It prints one line for
each, oldest first, and ends with exit code 1 if there are any, so that a release can be held up.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reflect_cli.library.help_lines import DUE_AFTER_DAYS, help_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflect_cli.library.help_lines import HelpLine


def due(lines: Sequence[HelpLine], today: date, days: int = DUE_AFTER_DAYS) -> list[HelpLine]:
    """The lines last checked *days* ago or more, oldest first."""
    limit = today - timedelta(days=days)
    late = [line for line in lines if date.fromisoformat(line.checked) <= limit]
    return sorted(late, key=lambda line: (line.checked, line.id))


def main(arguments: Sequence[str]) -> int:
    """Print what is due; the exit code."""
    if arguments and not arguments[0].isdecimal():
        sys.stdout.write(f"{(__doc__ or '').strip()}\n")
        return 2
    days = int(arguments[0]) if arguments else DUE_AFTER_DAYS
    late = due(help_lines(), date.today(), days)  # noqa: DTZ011 - a calendar day is enough
    for line in late:
        sys.stdout.write(
            f"{line.checked}  {line.id:24} {line.grade:4} {line.reach}  (source: {line.source})\n"
        )
    sys.stdout.write(f"{len(late)} of {len(help_lines())} help lines are due.\n")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
