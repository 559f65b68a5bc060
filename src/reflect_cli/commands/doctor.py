"""`reflect doctor`: what can be seen of this machine as a place to write. Asks for no passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect_cli.commands.options import AsJson

if TYPE_CHECKING:
    from pathlib import Path

    from reflect_cli.commands.findings import Finding

END = """\
This is what could be looked at from here. It does not say that nobody else can read what you write."""


def doctor(as_json: AsJson = False) -> None:
    """Show what can be seen of this machine as a place to write. Needs no passphrase.

    Exit codes: 0, 16 the journal's folder is refused.
    """
    import json

    from reflect_cli.paths import vault_folder
    from reflect_cli.screens.console import say
    from reflect_cli.screens.safe import safe

    folder = vault_folder()
    findings = _looked(folder)
    if as_json:
        say(
            json.dumps({"folder": str(folder), "findings": list(map(_as_json, findings))}, indent=2)
        )
    else:
        for finding in findings:
            say(f"{safe(_in_words(finding))}\n")
        say(END)
    for finding in findings:
        if finding.problem is not None:
            raise finding.problem


def _looked(folder: Path) -> tuple[Finding, ...]:
    import time

    from reflect_cli.commands import findings
    from reflect_cli.screens.surroundings import surroundings
    from reflect_cli.vault.disks import swaps
    from reflect_cli.vault.mounts import mount_of
    from reflect_cli.vault.private_process import keep_private, openness

    before = openness()
    keep_private()
    now, mount = openness(), mount_of(folder)
    return (
        findings.on_folder(folder),
        findings.on_folders_above(folder),
        findings.on_drive(mount),
        findings.on_disk(mount),
        findings.on_copies(folder),
        findings.on_swap(swaps()),
        findings.on_crashes(before, now),
        findings.on_memory(now),
        findings.on_new_files(before),
        findings.on_account(),
        findings.on_terminal(surroundings()),
        findings.on_screen(),
        findings.on_clock(folder, time.time()),
        findings.on_engine(),
    )


def _in_words(finding: Finding) -> str:
    return (
        f"{finding.name}: {finding.weight.value}\n"
        f"  Looked at: {finding.looked_at}\n"
        f"  Found: {finding.found}\n"
        f"  Means: {finding.means}"
    )


def _as_json(finding: Finding) -> dict[str, str]:
    return {
        "name": finding.name,
        "weight": finding.weight.value,
        "looked_at": finding.looked_at,
        "found": finding.found,
        "means": finding.means,
    }
