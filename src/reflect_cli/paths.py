"""Where Reflect's files live: one environment variable, or the platform's own folders."""

from __future__ import annotations

import os
from pathlib import Path

from reflect_cli.errors import UsageProblem

HOME_VARIABLE = "REFLECT_HOME"


def vault_folder() -> Path:
    """The folder of the journal: `$REFLECT_HOME/vault`, or under the platform's data folder.

    Raises UsageProblem when REFLECT_HOME is no path.
    """
    return _base("user_data_path") / "vault"


def author_folder() -> Path:
    """The folder of a facilitator's signing key: `$REFLECT_HOME/author`, or beside the journal."""
    return _base("user_data_path") / "author"


def state_folder() -> Path:
    """The folder for what must not travel with a backup: `$REFLECT_HOME/state`, or the platform's."""
    return _base("user_state_path") / "state"


def _base(platform_folder: str) -> Path:
    if chosen := os.environ.get(HOME_VARIABLE):
        try:
            return Path(chosen).expanduser().absolute()
        except (RuntimeError, OSError):  # ~nobody, or a current folder that is gone
            raise UsageProblem(
                f"{HOME_VARIABLE} does not lead to a folder.", hint="Give it a whole path."
            ) from None
    import platformdirs

    found: Path = getattr(platformdirs, platform_folder)("reflect", appauthor=False)
    return found
