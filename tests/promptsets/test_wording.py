"""Each wording rule is noticed where it is broken, and leaves alone what it should."""

from __future__ import annotations

import pytest

from reflect_cli.library.wording import law
from reflect_cli.promptsets.model import Kind, Option, Prompt, PromptSet, Section, Support
from reflect_cli.promptsets.of_person import disagreeing
from reflect_cli.promptsets.wording import (
    hardest_texts,
    level_of,
    remarks_on,
    remarks_on_line,
    remarks_on_repeats,
)

#: For each rule over words: sentences in which it has to be found.
BROKEN = {
    "why-did-you": ("Why did you go on?", "Why didn’t you stop?"),
    "presuming": ("Most men have done this.", "You must have known.", "Don't you think so?"),
    "their-mind": ("How do you think she feels?", "Put yourself in their place."),
    "drunk-excuse": ("Were you too drunk to know?",),
    "your-mistake": ("Write about your mistake.", "A mistake with her is a choice."),
    "no-actor": ("Think of the incident.", "It just happened.", "Where did things go too far?"),
    "mutual": ("Were there mixed signals?", "It was a misunderstanding."),
    "only": ("Was it just a joke?", "Boys will be boys."),
    "label": (
        "Think of the victim.",
        "Do not think of a victim.",
        "He is a predator.",
        "Be a good guy.",
    ),
    "diagnosis": ("You may be an addict.", "A toxic habit."),
    "by-relation": ("What if she was your sister?", "Think of your own daughter."),
    "blames-them": ("What had this person worn?", "Was she asking for it?"),
    "name": ("What is her name?", "Write their full name.", "What is his phone number?"),
    "date": ("What was the exact date?", "On which day was it?", "When exactly did it start?"),
    "place": ("Where did it begin?", "In which town was it?"),
    "body": ("Describe her.", "What did they look like?", "Write about their body."),
    "praise": ("Well done.", "Good work.", "That was brave."),
    "comment": ("Thank you for sharing this.", "That took some nerve.", "Your answer shows much."),
    "absolution": ("You will feel better.", "This helps you heal.", "It brings closure."),
    "secrecy": ("It stays private.", "Nobody can ever read this.", "This is anonymous."),
    "shaming": ("You should be ashamed.", "How dare you.", "It is disgusting."),
    "blames-reader": ("Invalid answer.", "You forgot to write."),
    "game": ("Keep your streak.", "You earned a badge."),
    "figure-of-speech": ("Your journey begins.", "See the path forward."),
    "cute": ("Oops.", "Sorry, that is not there."),
    "contact": (
        "Write to this person.",
        "Apologise to the person you harmed.",
        "You could ask the other person.",
        "Get in touch with them.",
        "Do not wait, and tell this person.",
        "It may help to talk to someone you hurt.",
    ),
    "contact-them": ("Ask them.", "Would you apologise?", "What do you hope to hear from them?"),
    "search": ("Look them up.", "Search online.", "Find out about her.", "Read her posts."),
    "position": ("Use the line below.", "Press the red button.", "Click on it.", "It is above."),
    "exclamation": ("Saved!", "“Stop!”", "Leave (now)!"),
    "emoji": ("Saved \U0001f600", "Done \u2714"),
}

#: Sentences that look alike and are fine.
FINE = (
    "Do not write to the other person, follow them or ask somebody you hurt.",
    "Send no word to anyone, and do not look them up.",
    "What can you learn without asking the other person?",
    "I want to contact the other person.",
    "Leave out names, places and dates.",
    "Do not describe her.",
    "No names. Nothing about their body.",
    "About when was it?",
    "Where did you learn that?",
    "Ask him first. Ask her what she wants.",
    "Your health may suffer.",
    "What you did next.",
    "a != b, and {x!r}",
)


def prompt(text="What did you do?", kind=Kind.SHORT, **fields):
    return Prompt(id="one", kind=kind, text=text, **fields)


def set_of(*prompts, language="en", summary="A set."):
    return PromptSet(
        id="tests.wording",
        version="1.0.0",
        title="A title",
        language=language,
        summary=summary,
        authors=("The tests",),
        licence="CC0-1.0",
        content_note="",
        support=(Support("Someone", "Ask", "2026-01-01"),),
        sections=(Section("start", "Start", prompts),),
    )


def rules_broken(*prompts, **header):
    return [remark.rule for remark in remarks_on(set_of(*prompts, **header), law())]


def test_every_rule_has_a_sentence_that_breaks_it():
    assert set(BROKEN) == {rule.name for rule in law().rules}


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in BROKEN.items() for text in texts]
)
def test_a_rule_over_words_is_noticed_in_a_prompt(rule, text):
    about = rule == "contact-them"
    shown = f"This person knows it. {text}" if about else text

    assert rule in rules_broken(prompt(shown, of_this_person=about))


@pytest.mark.parametrize(
    "rule", [rule.name for rule in law().rules if rule.in_program], ids=lambda name: name
)
def test_a_rule_for_the_program_is_noticed_in_a_line_of_it(rule):
    for text in BROKEN[rule]:
        assert rule in [remark.rule for remark in remarks_on_line(text, "here", law())]


@pytest.mark.parametrize("text", FINE)
def test_what_only_looks_alike_is_left_alone(text):
    assert [] == rules_broken(prompt(text))


@pytest.mark.parametrize(
    "field", ["help", "why", "content_note", "starter", "facilitator", "on_paper"]
)
def test_every_field_of_a_prompt_is_looked_at(field):
    assert ["praise"] == rules_broken(prompt(**{field: "Well done."}))


def test_options_titles_and_the_header_are_looked_at():
    options = (Option("a", "Well done"), Option("b", "Nothing"))

    assert ["praise"] == rules_broken(prompt(kind=Kind.CHOOSE_ONE, options=options))
    assert ["praise"] == rules_broken(prompt(), summary="Well done.")


def test_an_option_may_speak_of_names_that_a_question_may_not_ask_for():
    options = (Option("a", "Their name"), Option("b", "Their body"))

    assert [] == rules_broken(prompt(kind=Kind.CHOOSE_ANY, options=options))


def test_a_remark_says_what_was_found_where_why_and_what_to_do():
    (remark,) = remarks_on(set_of(prompt("Well done. What next?")), law())

    assert ("W605", "praise", "one", "ask", "Well done") == (
        remark.code,
        remark.rule,
        remark.place,
        remark.field,
        remark.words,
    )
    assert (
        "W605 one ask: “Well done” It praises the least that is owed. "
        "What will you do next? Or say nothing." == str(remark)
    )


@pytest.mark.parametrize("allowed", ["praise", "w605"])
def test_a_prompt_can_waive_a_rule_by_its_name_or_code(allowed):
    assert [] == rules_broken(prompt("Well done.", allow=(allowed,)))


def test_another_rule_is_not_waived_with_it():
    assert ["exclamation"] == rules_broken(prompt("Well done!", allow=("praise",)))


def test_more_than_three_questions_are_too_many():
    three = "What did you do? What did you see? What next?"

    assert [] == rules_broken(prompt(three))
    assert ["many-questions"] == rules_broken(prompt(f"{three} And then?"))


def test_a_question_has_at_most_thirty_words():
    fifteen = "word " * 14 + "word."

    assert [] == rules_broken(prompt(f"{fifteen} {fifteen}"))
    assert ["long-question"] == rules_broken(prompt(f"{fifteen} {fifteen} More."))
    assert [] == rules_broken(prompt(f"{fifteen} {fifteen} More.", kind=Kind.READ))


def test_a_sentence_has_at_most_twenty_four_words():
    assert [] == rules_broken(prompt("go " * 23 + "go."))
    assert ["long-sentence"] == rules_broken(prompt("go " * 24 + "go."))


def test_a_text_that_reads_as_hard_is_named():
    hard = "Institutional accountability necessitates continuous organisational deliberation. " * 4

    assert ["text-level", "set-level"] == rules_broken(prompt(hard, kind=Kind.READ))
    assert [("one", "say")] == [
        (x.place, x.field) for _, x in hardest_texts(set_of(prompt(hard, Kind.READ)))
    ]
    assert level_of(set_of(prompt(hard, Kind.READ))) > 8


def test_few_hard_words_in_a_plain_set_are_not_held_against_it():
    plain = tuple(prompt("What did you do then? What did you see?") for _ in range(9))

    assert [] == rules_broken(*plain, prompt("Institutional accountability."))


@pytest.mark.parametrize(
    "text",
    ["What are they", "were they", "have they", "do they", "they are", "they say", "They want",
     "they really know", "they’re", "before they have", "he said they do"],
)  # fmt: skip
def test_a_verb_that_would_differ_for_she_and_he_is_noticed(text):
    assert disagreeing(text)
    assert "they-agrees" in rules_broken(prompt(f"This person, and {text}.", of_this_person=True))


@pytest.mark.parametrize(
    "text",
    ["what they said", "did they want it", "could they do so", "they would have", "they never came",
     "than they.", "they stopped", "as far as they or you could see", "they couldn’t"],
)  # fmt: skip
def test_a_verb_that_is_the_same_for_all_is_left_alone(text):
    assert [] == disagreeing(text)
    assert [] == rules_broken(prompt(f"This person, and {text}", of_this_person=True))


def test_they_comes_after_this_person_in_a_prompt_about_one():
    assert ["person-first"] == rules_broken(
        prompt("What did they say to you? What did this person do?", of_this_person=True)
    )
    assert [] == rules_broken(
        prompt("What did this person do?", help="Only what they said.", of_this_person=True)
    )


def test_a_prompt_about_this_person_names_them():
    assert ["person-first"] == rules_broken(prompt(of_this_person=True))


def test_a_prompt_that_is_not_marked_does_not_say_this_person():
    assert ["person-unmarked"] == rules_broken(prompt("What did this person do?"))


def test_a_sentence_met_a_second_time_is_noticed_in_another_set_too():
    sets = {
        "first": set_of(prompt("What did you do?")),
        "second": set_of(prompt("What did you do?"), summary="B."),
    }

    assert [("second one", "ask", "What did you do?")] == [
        (remark.place, remark.field, remark.words) for remark in remarks_on_repeats(sets, law())
    ]


def test_short_labels_and_lines_that_are_the_same_everywhere_may_come_again():
    options = (Option("a", "I am afraid of what I might do"), Option("b", "Nothing"))
    text = "Where do you want to go from here?"
    one = set_of(prompt(text, kind=Kind.CHOOSE_ONE, options=options))

    assert () == remarks_on_repeats({"first": one, "second": one}, law())


def test_a_long_label_may_not():
    label = "Yes, about how I treated the person I am with now"
    one = set_of(prompt("Which?", kind=Kind.CHOOSE_ONE, options=(Option("a", label),)))

    assert [label] == [r.words for r in remarks_on_repeats({"a": one, "b": one}, law())]


def test_a_set_in_another_language_says_that_it_was_hardly_looked_at():
    assert ["not-english"] == rules_broken(prompt("Gut gemacht, well done."), language="de")


def test_every_rule_gives_a_reason_and_something_better():
    every = [*law().rules, *law().checks.values()]

    assert [] == [rule.name for rule in every if not (rule.reason and rule.better and rule.code)]
    assert len(every) == len({rule.name for rule in every})
