"""Every sentence of ours on a handout or on the wall."""

from __future__ import annotations

NEUTRAL_TITLE = "Handout"
COVER = "For the person it was given to."
COVER_HOW = "Please open it where nobody reads along."

ASKED_FOR = "For: {audience}"
BY = "By {authors}. Licence: {licence}."
BEFORE = "Before you start"
PASSING = "You can pass over any question, stop at any point, and come back another day."
IN_A_JOURNAL = """\
Write in a journal of your own, or think about it without writing. Nothing goes on this sheet."""
ON_THIS_SHEET = """\
What you write on this sheet is not locked. Whoever finds it can read it, and it can be demanded \
in a legal matter. Leave out names, dates and places."""
NO_NAMES = "Leave out names and everything that points to one person."

SUPPORT_MEANS = (
    "Where a text speaks of Support, see “Where to turn” on the last pages of this sheet."
)

NOTE = "What comes up: {note}"
WHY = "Why this is asked: {why}"
EARLIER = "Read again what you wrote for {questions}."
QUESTION, QUESTIONS = "question {number}", "questions {numbers}"
STARTER = "You can begin with: {starter} …"
ONE_OF, SOME_OF, TICK = "One of these:", "Any of these:", "Which of these do you find?"
AT_MOST = "Up to {count} of these:"
ABOUT_WHEN = "A season, a year or a time of life is enough."
SCALE = "A number from {lowest} ({low}) to {highest} ({high})."
PLAN_PARTS = ("If …", "then I will …", "Roughly when", "Who will know")
PLAN = "In the form: if …, then I will …; roughly when; and who will know."
SECONDS = "About {seconds} seconds, or as long as you like."
MINUTES = "About {minutes} minutes, or as long as you like."
READ_FIRST = "then first read “{title}”, further on"
LEFT_OFF = """\
Some questions are left off this sheet: what they ask should not lie about on paper. They keep \
their numbers, and stand on the sheet without room for answers."""
LEFT_OFF_HERE = "Left off here: {questions}."
FOR_SOME = "Only for those whose own answers lead here."
IF_ANY, IF_ALL = "Only if one of these is so:", "Only if all of these are so:"

SO = "If one of these is so"
ANSWERED = "{label}:"

WHERE_TO_TURN = "Where to turn"
FOR, CHECKED = "For: {purpose}", "Checked on {checked}"
TO_FILL_IN = "Filled in by hand for this place:"
#: The first is for a sheet without help lines.
BLANKS = (
    "The emergency number here",
    "For someone who was harmed, men too",
    "For a man worried about what he did, or might do",
    "Somebody here to talk to, and when",
)
SOURCES = "What this draws on"
CONTACT = "About these questions: {contact}"
SEALED = "Signed"
KEY_WORDS = "The words of the key: {words}"
COPY_WORDS = "The words of this copy: {words}"
HOW_SEALED = """\
Whoever has the file can check with the person who handed it out that these words are the same \
on both sides."""

GUIDE_TITLE = "For the facilitators: {title}"
NOT_FOR_HANDING_OUT = "This guide is for whoever leads the evening. It is not handed out."
REPORT = "Said first: what has to be reported"
REPORT_HOW = """\
Before anyone else speaks, say what you have to report, to whom, and what gets passed on then. \
If you cannot fill in these lines, find out before the day, or do not hold the evening."""
REPORT_BLANKS = ("What I have to report", "To whom", "What gets passed on")
PURPOSE = "What it is for"
CALLS_SERVED = "What each question serves"
CALL = "{call} ({questions})"
CALL_UNSERVED = "no question"
BEFORE_THE_DAY = "Before the day"
ROOM = "Room and materials"
AGREEMENTS = "What is agreed"
RUNNING_ORDER = "The evening"
TAKES = "{minutes} minutes in all. The times count from the beginning."
COLUMNS = ("From", "Takes", "What")
STEP_TAKES = "{minutes} min"
ON_THE_WALL = "On the wall: {shown}"
ASK = "Ask:"
NOTES = "Notes to the sections and questions"
ABOUT_QUESTION = "Question {number}: {text}"
LEFT_OUT = "Left out on the wall, and on a sheet with room for answers."
CLOSING = "Questions to close with"
AFTERWARDS = "Afterwards"
NEVER = "What a facilitator never does"
NEVERS = (
    "Collect, count, read or ask to see what anybody wrote.",
    "Ask who uses Reflect, or make it a condition of anything.",
    "Ask for anybody's own account in the room, or go round the circle.",
)

REPORT_WALL = "First: what we have to report"
REPORT_WALL_HOW = "Listen to this before you say anything."
OWN_WORDS = "In his own journal each man has his words for {questions}."
