"""A pytest plugin: hypothesis stops at the first example that fails, and does not look for a smaller one."""

from __future__ import annotations

from hypothesis import Phase, settings

settings.register_profile("mutants", phases=[Phase.explicit, Phase.generate], database=None)
settings.load_profile("mutants")
