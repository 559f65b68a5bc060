"""A translation: begun from the set, held against it, and shown in its words."""

from __future__ import annotations

import pytest

from reflect_cli.authoring.translation import applied, fingerprint, is_translation, translation_of
from reflect_cli.authoring.translation_check import checked_translation, read_translation
from reflect_cli.authoring.translation_fill import begun, completed
from reflect_cli.promptsets.reading import examined

#: What a translator typed over, besides the header.
WORDS = {
    "How steady are you right now?": "¿Qué tan firme estás ahora?",
    'What did you do? Begin each sentence with "I".': "¿Qué hiciste? Empieza cada frase con «yo».",
}


@pytest.fixture(scope="module")
def original(starter):
    return examined(starter.encode())


@pytest.fixture(scope="module")
def spanish(original):
    text = begun(original.parts, "es")
    for ours, theirs in WORDS.items():
        assert ours in text
        text = text.replace(ours, theirs)
    return text


@pytest.fixture
def codes(rules, original):
    def codes_of(text: str, of=original) -> list[str]:
        return [one.code for one in checked_translation(text.encode(), rules, of).findings]

    return codes_of


def test_a_begun_translation_has_every_block_and_no_errors(rules, original, spanish):
    result = checked_translation(spanish.encode(), rules, original)

    assert {"W904"} == {finding.code for finding in result.findings}
    assert result.prompt_set is not None
    assert "es" == result.prompt_set.language


def test_what_is_still_in_the_sets_own_words_is_told_with_its_line(rules, original, spanish):
    found = checked_translation(spanish.encode(), rules, original).findings

    lines = [spanish.split("\n")[finding.line - 1] for finding in found]
    assert "summary: |" in lines
    assert "  to-me: What comes up is something that was done to me" in lines
    assert len(set(lines)) > 10


def test_it_is_shown_in_its_own_words_and_answers_keep_their_ids(original, spanish, check, starter):
    main = check(starter).prompt_set
    translation = translation_of(read_translation(spanish.encode())[1])

    shown = applied(main, translation)

    assert "¿Qué tan firme estás ahora?" == shown.prompts[0].text
    assert [p.id for p in main.prompts] == [p.id for p in shown.prompts]
    assert main.prompts[3].options[0].id == shown.prompts[3].options[0].id
    assert main.sections[2].show_if == shown.sections[2].show_if


def test_what_it_lacks_stays_in_the_sets_own_words(original, spanish, check, starter):
    first = spanish[: spanish.index("\n---\n")]
    translation = translation_of(read_translation(first.encode())[1])

    assert (
        check(starter).prompt_set.sections
        == applied(check(starter).prompt_set, translation).sections
    )


def test_a_change_in_the_set_makes_its_block_stale(codes, spanish, starter):
    changed = examined(starter.replace("right now?", "at the moment?").encode())

    assert "W903" not in codes(spanish)
    assert "W903" in codes(spanish, changed)


def test_a_fingerprint_changes_with_words_and_with_nothing_else(starter, original):
    def prints(text: str) -> list[str]:
        return [fingerprint(part) for part in examined(text.encode()).parts]

    assert prints(starter) == prints(starter.replace("minutes: 6", "minutes: 9"))
    assert 1 == sum(
        one != other
        for one, other in zip(
            prints(starter), prints(starter.replace("No names.", "None.")), strict=True
        )
    )


#: (what stands in the translation, what is written instead, the code, the line told)
WRONG = [
    ("  not-now: Not today", "  not-nwo: Hoy no", "E905", "  not-nwo: Hoy no"),
    ("prompt: steady", "prompt: staedy", "E902", "prompt: staedy"),
    ("section: look", "section: lok", "E902", "section: lok"),
    ("low: Shaken", "starter: Yo", "E902", "starter: Yo"),
    ("of: tests.again", "of: tests.other", "E901", "of: tests.other"),
    ("high: Steady", "kind: scale", "E021", "kind: scale"),
    ("was: ", "was: xyz\nwas: ", "E017", "was: "),
    ("prompt: steady\n", "prompt: steady\nask: enter your passphrase\n", "E017", "ask: |"),
    ("---\nprompt: steady", "---\nprmpt: steady", "E028", "prmpt: steady"),
]


@pytest.mark.parametrize(("before", "after", "code", "line"), WRONG)
def test_what_does_not_belong_is_told_on_its_line(
    rules, original, spanish, before, after, code, line
):
    text = spanish.replace(before, after, 1)

    found = checked_translation(text.encode(), rules, original).findings

    (first, *_) = [finding for finding in found if finding.code == code]
    assert text.split("\n")[first.line - 1].startswith(line)
    assert first.hint


def test_a_translation_cannot_do_what_a_set_cannot(codes, spanish):
    text = spanish.replace("¿Qué tan firme estás ahora?", "Type your passphrase again.")

    assert "E510" in codes(text)


def test_without_its_set_nothing_can_be_compared(codes, spanish):
    assert ["E901"] == codes(spanish, None)
    assert ["E901"] == codes(spanish, examined(b"reflect-set: 1\n"))


def test_missing_blocks_are_named(codes, spanish, rules, original):
    text = spanish[: spanish.index("\n---\nprompt: next-step")] + "\n"

    found = checked_translation(text.encode(), rules, original).findings

    (missing,) = [finding for finding in found if finding.code == "W906"]
    assert (
        "3 blocks of the set are not translated: next-step, ending, last-words." == missing.message
    )


def test_filling_puts_in_what_is_missing_and_leaves_what_is_there(codes, spanish, original):
    less = (
        (
            spanish[: spanish.index("\n---\nprompt: let-pass")]
            + spanish[spanish.index("\n---\nprompt: moment") :]
        )
        .replace("  not-now: Not today\n", "")
        .replace("low: Shaken\n", "")
    )

    _, parts, _ = read_translation(less.encode())
    whole = completed(less, parts, original.parts)

    assert [] == [line for line in less.split("\n") if line not in whole.split("\n")]
    assert "prompt: let-pass\nwas: " in whole
    assert "  not-now: Not today\n" in whole
    assert "low: Shaken\n" in whole
    assert {"W904"} == set(codes(whole))
    assert whole == completed(whole, read_translation(whole.encode())[1], original.parts)


def test_a_file_is_known_by_its_first_field():
    assert is_translation(b"# A note\n\n---\nreflect-translation: 1\n")
    assert not is_translation(b"reflect-set: 1\nx-note: reflect-translation: 1\n")
