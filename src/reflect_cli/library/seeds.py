"""The data files in seeds/, read one way."""

from __future__ import annotations

from typing import Any

from reflect_cli.library.shelves import shelf


def seed(name: str) -> Any:  # noqa: ANN401 - as YAML has it
    """What `seeds/<name>.yaml` holds: lists, mappings and texts; a number or a date stays a text.

    libyaml reads it where PyYAML was built with it; the texts are the same either way.
    """
    import yaml

    text = (shelf("seeds") / f"{name}.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(text, Loader=loader)  # noqa: S506 - our own file, texts only
