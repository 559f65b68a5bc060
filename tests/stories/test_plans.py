"""Plans over months: made, due, done, changed, let go, and asked about as he wished."""

from __future__ import annotations

from datetime import date

from icalendar import Calendar

CUE = "he tells that joke again"
ACT = "say that it is not funny"
#: Cue, act, when and who; then when it comes up, and when he wants to be asked.
IN_A_WEEK_ASKED_TWICE = f"{CUE}\n{ACT}\nFriday\n3\n1\n1 2\n\n"
IN_A_MONTH = "I meet him\nask how he is\n\n\n3\n/skip\n\n"


def short_ids(days, *more):
    return [one["short"] for one in days.reflect("plan", "list", "--json", *more).stored]


def test_a_plan_is_made_comes_up_and_is_done(days):
    assert "No plan is open" in days.kept("plan")
    days.kept("plan", "add", "--plain", typed=IN_A_WEEK_ASKED_TWICE)
    days.kept("plan", "add", "--plain", typed=IN_A_MONTH)
    made, later = days.reflect("plan", "list", "--json").stored
    plan, other = made["short"], later["short"]
    assert (CUE, ACT, "Friday", "friend", "2026-12-02", "open") == tuple(
        made[name] for name in ("cue", "act", "when", "who", "next", "state")
    )

    listed = days.kept("plan", "list")
    assert f"{plan}  Comes up Wed 02 Dec 2026.\n    If {CUE}, then I will {ACT}\n" in listed
    assert "Who knows: A friend" in listed
    assert listed.index(plan) < listed.index(other)
    assert 21 == days.reflect("look-back", "due").code

    days.later(days=7)
    assert "Due today." in days.kept("plan")
    days.later(days=2)
    due = days.kept("look-back", "due")
    assert "Due since Wed 02 Dec 2026." in due
    assert f"reflect plan follow-up {plan}" in due

    noted = days.kept("plan", "done", plan, typed="I said it. He was quiet.\n")
    assert "Noted." in noted
    told = days.kept("plan", "show", plan)
    assert "Fri 04 Dec 2026, 20:00: done. I said it. He was quiet." in told
    assert [other] == short_ids(days)
    assert [plan] == short_ids(days, "--state", "kept")
    again = days.reflect("plan", "let-go", plan, typed="\n")
    assert (2, "") == (again.code, again.out)
    assert "not open any more" in again.err


def test_only_what_he_set_is_asked_and_the_answer_closes_the_plan(days):
    days.kept("plan", "add", "--plain", typed=IN_A_MONTH)
    (plan,) = short_ids(days)
    days.later(days=10)
    assert 21 == days.reflect("plan", "follow-up", plan).code
    days.kept("plan", "follow-up", plan, "--after", "week", "--after", "quarter")
    days.later(days=6)
    assert 21 == days.reflect("plan", "follow-up", plan).code

    days.later(days=1)
    days.kept("plan", "follow-up", plan, "--plain", typed="\n4\nHe moved away.\n/done\n\n")
    (closed,) = days.reflect("plan", "list", "--state", "let-go", "--json").stored
    assert ("let-go", "He moved away.") == tuple(
        closed["history"][-1][k] for k in ("state", "note")
    )
    assert "You were asked about it after a week" in days.kept("plan", "show", plan)

    days.later(days=85)
    typed = "\n/skip\nI would say more.\n/done\n/skip\n2\n\n"
    days.kept("plan", "follow-up", plan, "--plain", typed=typed)
    marks = days.reflect("plan", "show", plan, "--json").stored["marks"]
    assert "2027-09-07" == marks["follow:again"]
    assert "follow:quarter" not in marks
    assert "not asked" in days.kept("plan", "follow-up", plan, "--none")


def test_a_changed_plan_leaves_the_earlier_one_with_a_line(days):
    days.kept("plan", "add", "--plain", typed=IN_A_WEEK_ASKED_TWICE)
    (plan,) = short_ids(days)
    paused = days.kept("plan", "change", plan, "--plain", typed="It came too late.\n/pause\n")
    assert "Paused" in paused
    assert f"As it stands: If {CUE}" in paused
    assert [plan] == short_ids(days)

    days.later(days=1)
    days.kept("resume", "--plain", typed="he begins it\nleave the room\n\n\n5\n/skip\n\n")
    (new,) = days.reflect("plan", "list", "--json").stored
    assert ("leave the room", "") == (new["act"], new["next"])
    told = days.kept("plan", "show", plan)
    assert "changed into another plan. It came too late." in told
    assert "Another plan took its place" in told
    assert "You are asked" not in told


def test_a_change_that_is_paused_goes_on_when_the_plan_is_changed_again(days):
    days.kept("plan", "add", "--plain", typed=IN_A_MONTH)
    (plan,) = short_ids(days)
    days.kept("plan", "change", plan, "--plain", typed="It came too late.\n/pause\n")
    typed = "he begins it\nleave the room\n\n\n5\n/skip\n\n"
    again = days.kept("plan", "change", plan, "--plain", typed=typed)

    assert "It goes on where it was." in again
    (new,) = days.reflect("plan", "list", "--json").stored
    assert ("leave the room", "changed") == (
        new["act"],
        days.reflect("plan", "show", plan, "--json").stored["state"],
    )
    assert "It came too late." in days.kept("plan", "show", plan)
    assert 21 == days.reflect("resume", "--plain").code


def test_a_plan_that_was_done_meanwhile_stays_done_when_its_paused_change_ends(days):
    days.kept("plan", "add", "--plain", typed=IN_A_MONTH)
    (plan,) = short_ids(days)
    days.kept("plan", "change", plan, "--plain", typed="It came too late.\n/pause\n")
    days.kept("plan", "done", plan, typed="I asked him.\n")
    days.kept("resume", "--plain", typed="he begins it\nleave the room\n\n\n5\n/skip\n\n")

    assert "kept" == days.reflect("plan", "show", plan, "--json").stored["state"]


def test_a_plan_whose_entry_is_in_the_bin_is_not_offered_until_that_is_restored(days, home):
    days.kept("plan", "add", "--plain", typed=IN_A_WEEK_ASKED_TWICE)
    (plan,) = short_ids(days)
    (entry,) = days.reflect("journal", "list", "--json").stored
    days.kept("journal", "bin", entry["short"])
    days.later(days=40)

    assert [] == short_ids(days, "--state", "all")
    assert 21 == days.reflect("look-back", "due").code
    assert 21 == days.reflect("plan", "follow-up", plan).code
    assert 21 == days.reflect("plan", "calendar", str(home / "notes.ics")).code
    assert ACT in days.kept("plan", "show", plan)

    days.kept("journal", "restore", entry["short"])
    assert [plan] == short_ids(days)
    due = days.reflect("look-back", "due", "--json").stored
    assert ([plan], 2) == ([one["short"] for one in due["plans"]], len(due["follow_ups"]))


def test_a_day_can_be_moved_or_taken_away(days):
    days.kept("plan", "add", "--plain", typed=IN_A_MONTH)
    (plan,) = short_ids(days)

    assert "Tue 01 Dec 2026" in days.kept("plan", "date", plan, "2026-12-01")
    assert "on no day" in days.kept("plan", "date", plan, "none")
    assert "2026" not in days.kept("plan", "list", "--state", "all")
    assert "Fri 27 Nov 2026" in days.kept("plan", "date", plan, "friday")
    assert "Wed 09 Dec 2026" in days.kept("plan", "date", plan, "in", "2", "weeks")
    for day, told in (("soon", "no day"), ("2027", "no day"), ("yesterday", "has passed"),
                      ("2026-11-24", "has passed")):  # fmt: skip
        refused = days.reflect("plan", "date", plan, day)
        assert (2, "") == (refused.code, refused.out), day
        assert told in refused.err
    (stands,) = days.reflect("plan", "list", "--json").stored
    assert "2026-12-09" == stands["next"]
    missing = days.reflect("plan", "done", "zzzzzz", typed="\n")
    assert (21, "") == (missing.code, missing.out)
    assert "There is no plan with that id." in missing.err


def test_the_calendar_holds_the_days_and_no_word(days, home):
    file = home / "notes.ics"
    assert 21 == days.reflect("plan", "calendar", str(file)).code
    assert not file.exists()
    days.kept("plan", "add", "--plain", typed=IN_A_WEEK_ASKED_TWICE)
    days.kept("look-back", "letter", "--plain", typed="1\nA quiet word.\n/done\n\n")
    said = days.kept("plan", "calendar", str(file))

    assert f"4 days are written to {file}" in said
    assert 0o600 == file.stat().st_mode & 0o777
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert [date(2026, 12, 2), date(2026, 12, 2), date(2026, 12, 25), date(2026, 12, 25)] == [
        event.decoded("dtstart") for event in events
    ]
    assert {"Your note is due"} == {str(event["summary"]) for event in events}
    text = file.read_text(encoding="utf-8").lower()
    assert [] == [word for word in ("reflect", "joke", "funny", "plan", "letter") if word in text]

    refused = days.reflect("plan", "calendar", str(file))
    assert (2, "") == (refused.code, refused.out)
    assert events == Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    days.kept("plan", "calendar", str(file), "--replace")
    again = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert [str(e["uid"]) for e in events] == [str(e["uid"]) for e in again]
    assert [file.name] == [one.name for one in home.iterdir() if "notes" in one.name]
    missing = days.reflect("plan", "calendar", str(home / "nowhere" / "notes.ics"))
    assert 15 == missing.code
