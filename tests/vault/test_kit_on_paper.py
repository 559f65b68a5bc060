"""A kit that was written down once opens the journal for ever, whatever becomes of the code."""

from reflect_cli.vault.recovery import Kit, kit_from

ON_PAPER = {
    bytes(range(20)): "000G4-0R40M-30E20-9185G-R38E1-W8124-GKCDN",
    b"\xff" * 20: "ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZ81E",
}


def test_the_letters_are_the_key_and_the_key_is_in_the_letters():
    assert ON_PAPER == {key: Kit(bytearray(key)).written() for key in ON_PAPER}
    assert list(ON_PAPER) == [kit_from(letters)(None) for letters in ON_PAPER.values()]
