"""`reflect author sign`: lines below a set that say who it comes from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reflect_cli.commands.author_keys import KeyPassphraseFd, require_asking, unlocked

if TYPE_CHECKING:
    from collections.abc import Callable

    from reflect_cli.promptsets.model import PromptSet
    from reflect_cli.signing.keys import Signature
    from reflect_cli.signing.seal import Said

NOT_SIGNED = "Nothing was signed."
SIGNED = """\
Signed: {title} {version}
Key words   {key}
Copy words  {copy}"""
SIGNED_HINT = """\
Both belong on the handout. Everyone with this very file has the same copy words; after any change, sign again."""
COMMENT_FOR_MINISIGN = "reflect-set {id} {version} {day} key PUBLIC"
NOT_FROM_HERE = "That signature is not one for this file as it stands."
HOW_MINISIGN = (
    "Save the set with `reflect author sign --prepare`, then sign it with this comment, PUBLIC being the "
    "second line of your .pub file: minisign -Sm FILE -t '{comment}'"
)
PREPARED = "The file is as it is signed: line ends of one kind, and no earlier signature."
HOW_NOW = "To sign it with minisign: minisign -Sm FILE -t '{comment}'"


def sign(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The set file; it is changed.")],
    minisig: Annotated[
        Path | None,
        typer.Option("--from", metavar="SIG", help="Take the signature from a .minisig file."),
    ] = None,
    prepare: Annotated[
        bool, typer.Option("--prepare", help="Only put the file into the form that is signed.")
    ] = False,
    key_passphrase_fd: KeyPassphraseFd = None,
) -> None:
    """Sign a set: five lines below it say who it comes from, and that nothing was changed.

    The file must have no errors (`author check`). An earlier signature is replaced. The lines are
    in the minisign format; a key kept in minisign itself can sign, too, with --prepare and --from.
    Exit codes: 0, 12 wrong passphrase, 13 the key's file is damaged, 15 cannot write, 20 no such
    set or one with errors, 21 no key yet.
    """
    from reflect_cli.commands.set_files import replace_file
    from reflect_cli.library.sets import bytes_of, usable
    from reflect_cli.library.spoken import copy_words, key_words
    from reflect_cli.screens.console import say, tell
    from reflect_cli.screens.safe import safe_line
    from reflect_cli.signing.seal import opened, signable

    text = signable(bytes_of(file))
    prompt_set = usable(text, file.name)
    if prepare:
        replace_file(file, text)
        say(f"{PREPARED}\n{HOW_NOW.format(comment=_comment_for(prompt_set))}")
        return
    if minisig:
        whole = _taken(text, prompt_set, minisig)
    else:
        whole = _signed(text, prompt_set, key_passphrase_fd)
    replace_file(file, whole)
    said = opened(whole).said
    assert said  # it was just signed
    words = {"key": key_words(said.key), "copy": copy_words(whole)}
    say(SIGNED.format(title=safe_line(prompt_set.title), version=said.version, **words))
    tell(SIGNED_HINT)


def _signed(text: bytes, prompt_set: PromptSet, descriptor: int | None) -> bytes:
    from reflect_cli.commands.passphrases import may_stop
    from reflect_cli.paths import author_folder
    from reflect_cli.screens.secrets import without_echo
    from reflect_cli.signing.seal import signed
    from reflect_cli.vault import author_key
    from reflect_cli.vault.private_process import keep_private

    keep_private()
    folder = author_folder()
    kept = author_key.kept(folder)
    require_asking(descriptor)
    said = _said(prompt_set)(kept.public, kept.before, kept.statement)
    with may_stop(NOT_SIGNED), without_echo():
        opened = unlocked(folder, descriptor)
    try:
        return signed(text, said, opened)
    finally:
        opened.forget()


def _taken(text: bytes, prompt_set: PromptSet, minisig: Path) -> bytes:
    """*text* with the signature in a .minisig file, which has to be one for this set."""
    from reflect_cli.errors import SignatureBroken
    from reflect_cli.library.sets import bytes_of
    from reflect_cli.signing.keys import NotASignature
    from reflect_cli.signing.seal import minisig as signature_in
    from reflect_cli.signing.seal import said_in, with_signature

    try:
        made: Signature = signature_in(bytes_of(minisig).decode("utf-8"))
        said = said_in(made.trusted)
        if (said.set_id, said.version) == (prompt_set.id, prompt_set.version):
            return with_signature(text, made)
    except (NotASignature, SignatureBroken, ValueError):
        pass
    how = HOW_MINISIGN.format(comment=_comment_for(prompt_set))
    raise SignatureBroken(NOT_FROM_HERE, hint=how)


def _said(prompt_set: PromptSet) -> Callable[..., Said]:
    from functools import partial

    from reflect_cli.commands.clock import today
    from reflect_cli.signing.seal import Said

    return partial(Said, prompt_set.id, prompt_set.version, today().isoformat())


def _comment_for(prompt_set: PromptSet) -> str:
    from reflect_cli.commands.clock import today

    day = today().isoformat()
    return COMMENT_FOR_MINISIGN.format(id=prompt_set.id, version=prompt_set.version, day=day)
