"""Every sentence the program says in a sitting. Calm, direct, adult; content.md §6 is law."""

from __future__ import annotations

# ── moving on ────────────────────────────────────────────────────────────────────────────────
GO_ON = "Press Enter to go on."
GO_ON_SHORT = "Go on"
TAKE_TIME = "Take about {seconds} seconds, or as long as you like. Press Enter to go on."
EARLIER = "Earlier you wrote:"
NOTE_FIRST = "Before you read on. {note}"
NOTE_SKIP = "Skip this one"
NOTE_READ = "Read the question"
NOTE_PLAIN = "Type /skip to pass it over, or press Enter to read it."
WHY_NONE = "Nothing more is said about this one. You can skip it."
POSITION = "{section} · {number} of about {total}"
OF_SET = "Set {title}: "
POSITION_PLAIN = "{section}. {number} of about {total}."

# ── finishing and stopping ───────────────────────────────────────────────────────────────────
READY = "That was the last question."
READY_COUNT = "Answered: {answered}. Left open: {open}."
READY_KEEP = "Keep this session in the journal"
READY_BACK = "Go back"
READY_PAUSE = "Pause here"
READY_PLAIN = "Press Enter to keep this session in the journal."
PAUSED = "Paused. Everything you wrote is kept, encrypted. To come back: reflect resume"
ALONE = "Closed: no key was pressed for a while."
GOING_ON = "This was begun before and paused. It goes on where it was."
PAUSED_UNSAVED = "The last words could not be saved on this disk, and are gone."
PAUSED_UNSAVED_HINT = "Everything before them is kept. Make room, then: reflect resume"
PAUSED_SEALED = "Paused. The session is kept, encrypted, in {where}"
PAUSED_SEALED_HINT = "To come back: reflect resume --from {where}"
SAVED = "Saved. To read it again: reflect journal show {short}"
SAVED_LETTER = "Saved. The letter opens on {day}; until then it is in no list and is not found."
PLANS_KEPT = {1: "1 plan is kept with it.", 2: "{count} plans are kept with it."}
PAGE_KEPT = "To read the page: reflect tell --read\nTo put it on paper: reflect tell --print FILE"
NOTHING_BEGUN = "Nothing has begun. To come back: reflect start"
LINES_AGAIN = "{lines}\nreflect support shows these again, without your passphrase.\n"
NOT_TEXT = "Some of what came was not text in UTF-8. It was kept with marks in its place."
READY_FREE = "This is the end of the entry."
READY_EDIT = "Kept, this becomes a new version of the entry. The earlier ones stay readable."
NOTHING_KEPT = "Nothing was written, so nothing was kept. You can stop here."
INPUT_ENDED = "The input ended here, so the session is paused."

# ── keys, full screen ────────────────────────────────────────────────────────────────────────
KEY_NAMES = {
    "enter": "Enter",
    "done": "Alt-Enter or Ctrl-D done",
    "skip": "Ctrl-K skip",
    "back": "Ctrl-B/Shift-Tab back",
    "later": "Ctrl-L later",
    "why": "Ctrl-R why",
    "pause": "Ctrl-C pause",
    "support": "Ctrl-G support",
    "stop": "Ctrl-O stop here",
    "leave": "Ctrl-X leave now",
    "close": "Ctrl-C close",
    "return": "Ctrl-C back to the words",
}
ENTER_DOES = {
    "text": "Enter keep",
    "lines": "Enter new line",
    "choice": "Up Down or number · Enter keep",
    "pick": "Up Down or number · Enter choose",
    "line": "Enter go on",
    "several": "Space or number mark · Enter keep",
    "read": "Enter go on",
}
READER_KEYS = "Up Down PgUp PgDn Home End move · q or Enter close"
SCROLL = "PgUp PgDn read on"
SCROLL_BESIDE = "Ctrl-N Ctrl-P read on"
TEXT_GOES_ON = "The text above goes on."
LINES_BELOW = {1: "1 more line below", 2: "{count} more lines below"}
MORE_ABOVE = "{count} more above"
MORE_BELOW = "{count} more below"

# ── line mode ────────────────────────────────────────────────────────────────────────────────
PLAIN_ONE_LINE = "Type your answer on one line, then Enter."
PLAIN_BEGINS = "It begins: {starter} …"
PLAIN_LINES = "Write as many lines as you like. When done: /done on a line of its own, or Ctrl-D."
PLAIN_ONE = "Type a number, then Enter."
PLAIN_ALSO = "Also: {words}."
PLAIN_SEVERAL = "Type one or more numbers with spaces between, then Enter."
PLAIN_SCALE = (
    "Type a number from {lowest} to {highest}, then Enter. {low} is {lowest}, {high} is {highest}."
)
PLAIN_SO_FAR = "What you had written:"
PLAIN_ADD = "What you write now goes below it. /done keeps it as it stands, /fresh starts over."
PLAIN_KEEP = "/done keeps it. Or give a new answer."
PLAIN_MARKED = "Marked before: {labels}"
PLAIN_FRESH = "Starting over with an empty answer."
PLAIN_UNDONE = "The last line is taken back."
PLAIN_NOT_NOW = "That is not possible here."
PLAIN_NO_OPTION = "There is no option {given}."
PLAIN_NUMBER = "Type a number from 1 to {highest}."
PLAIN_WORDS = "Also: {words}"
PLAIN_SLASH = "To begin a line with / write //"
PLAIN_NO_MORE = "Ctrl-D once more pauses."
NO_WORD = "There is no word {word} here."
WORD_ALONE = "{word} stands alone on its line. To keep the line as text, begin it with //"

# ── plans ────────────────────────────────────────────────────────────────────────────────────
PLAN_CUE = "If or when … (what will tell you the moment has come? Leave it empty if there is none.)"
PLAN_ACT = "… then I will … (one thing you can do yourself)"
PLAN_WHEN = "When, roughly? Leave it empty if it is open."
PLAN_WHO = "Who will know? A kind of person is enough; no name is needed."
PLAN_OPEN = "Leave it open"
PLAN_SO_FAR = "So far: {plan}"

# ── when a save fails ────────────────────────────────────────────────────────────────────────
NOT_KEPT = "This could not be saved yet. {problem}"
NOT_KEPT_TYPING = "Not saved yet: {problem} Your words are still here."
NOT_KEPT_YET = "Not saved yet. Your words are still here, and the next save tries again."
TOO_LONG = (
    "That is more than the {most:,} characters an answer can hold here. None of it was taken."
)
NOT_KEPT_WORDS = "Your words, so that you still have them in front of you:"
RESCUE_AGAIN = "Try again"
RESCUE_ELSEWHERE = "Save it, encrypted, in another folder"
RESCUE_ON = "Go on; the words stay in memory and the next save tries again"
RESCUE_BACK = "Go back to the question; the words stay in memory"
RESCUE_END = "End here without the last words"
RESCUE_FOLDER = "Which folder? (a USB stick, another disk)"
RESCUED = "Sealed to {where}. To go on from it: reflect resume --from {where}"

# ── support ──────────────────────────────────────────────────────────────────────────────────
WAYS_LEAD = "What has come up?"
WAYS_LINES = "See every help line"
WAYS_BACK = "Back to where I was"
WAYS_PLAIN = "Type a number, or press Enter to go back. Your place is kept."
PAGE_BACK = "Press Enter to go back. Your place is kept."
WHY_TITLE = "Why this is asked"
