"""Every kind of mistake that `check` can report, apart from the rules of good practice,
and the hint at the name that was meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum


class Mistake(StrEnum):
    """The id of a mistake, as it is printed; `about` says in one sentence what it means."""

    about: str

    def __new__(cls, value: str, about: str) -> Mistake:
        """A member with its sentence."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.about = about
        return member

    # the file
    ODD_FILE = "odd-file", "Not an ordinary text file: a link, a folder, too large, not UTF-8."
    MISSING_FILE = "missing-file", "A file that everything else needs is not there."
    UNKNOWN_FILE = "unknown-file", "A file of the catalogue that nothing reads."
    MISSING_PAGE = "missing-page", "The site has no page for this category."
    WRONG_NAME = "wrong-name", "The file's name is not small letters and hyphens, ending in .txt."
    WRONG_PLACE = "wrong-place", "The message does not stand directly in the folder of a category."
    UNKNOWN_CATEGORY = "unknown-category", "The folder is not listed in categories.yml."
    DUPLICATE_ID = "duplicate-id", "Another message or entry has this id already."
    INVISIBLE = "invisible-character", "A character that nobody can see, or an unusual space."
    LOOKALIKE = "lookalike", "A character of another alphabet that looks like an English letter."

    # front matter and catalogue
    NO_FRONT_MATTER = "no-front-matter", "The file does not start with keys between two --- lines."
    BROKEN_YAML = "broken-yaml", "This cannot be read as the plain part of YAML."
    MISSING_KEY = "missing-key", "A key that is needed is not there."
    MISSING_ENTRY = "missing-entry", "An entry that the site's own code asks for is not there."
    UNKNOWN_KEY = "unknown-key", "A key that means nothing here, often a misspelt one."
    WRONG_VALUE = "wrong-value", "The value is of another kind or size than its key wants."
    WRONG_DEFAULT = "wrong-default", "defaults: or standard: names what this message cannot take."
    RESERVED_NAME = "reserved-name", "The name means something else already."
    UNUSED = "unused", "A field that no message uses."

    SEARCH_WORDS = "search-words", "words: has 8 to 20 things that people would type to find it."
    CLAIMED_WORDS = "claimed-words", "Another message, or another group, has these words already."

    # the message language
    BROKEN_SYNTAX = "broken-syntax", "A brace or a part is opened and not closed, or the reverse."
    NOT_ALLOWED = "not-allowed", "Something in braces that is neither a name nor an if."
    UNKNOWN_FIELD = "unknown-field", "The name is no field."
    OPTIONAL_OUTSIDE_IF = "optional-outside-if", "A blank that may be empty stands outside its if."
    SWITCH_OUTSIDE_IF = "switch-outside-if", "A switch turns words on and off, and has none itself."
    MIXED_PARAGRAPH = "mixed-paragraph", "A condition starts or ends in the middle of a paragraph."

    # the letters
    HEADING = "heading", "Letters stand under # Warm, # Neutral and # Formal, each once."
    MISSING_TONE = "missing-tone", "An email has a letter in each of the three tones."
    SUBJECT = "subject", "Each letter of an email starts with Subject:, and no other does."
    UNEQUAL = "unequal-letters", "A letter lacks a blank, choice or switch that another has."

    # the words
    EMPTY = "empty", "There is no message."
    TOO_LONG = "too-long", "Far longer than anybody would read."
    LINE_BREAK = "line-break", "A title, a subject or a label runs over more than one line."
    UNFINISHED = "unfinished", "A line of the skeleton still waits for its words."
    LINK = "link", "A web or email address: messages hold none."
    MARKUP = "markup", "HTML or Markdown: messages are plain text."
    WRONG_BLANK = "wrong-blank", "A blank such as [Company] that no form can fill in."
    NOT_ENGLISH = "not-english", "The message does not seem to be in English."
    AFTER_THE_END = "after-the-end", "Words stand below the sign-off, where no rule looks."
    CONTRACTION = "contraction", "A formal letter writes words out: I have, it is, do not."
    SHORT_HAVE = "shortened-have", '"I\'ve three children": have is shortened before verbs only.'
    GREETING = "greeting", 'An email starts with the blank "greeting", which brings its own comma.'
    ENDING = "ending", 'An email ends with a sign-off, and below it the blank "your_name".'
    EXAMPLE = "example", "The example of a blank is written out, and every reader would send it."
    EMPTY_IF = "empty-if", "Nothing stands between an if, elif or else and the next tag."
    WRAPPED = "wrapped-line", "A line ends inside a sentence: each paragraph is one line."
    SMALL_START = "small-start", "A sentence begins with a small letter."
    OTHER_SCRIPT = "other-script", "A word in other letters than English has."
    PILED_MARKS = "piled-marks", "Three or more accents on one letter."
    WORD_CHOICE = "word-choice", "Words that people in some countries would change before sending."
    REPEATED = "repeated", "A sentence or subject that another message has, or twice in one."
    SAME_LETTER = "same-letter", "Two tones say most of a message in the same sentences."
    ARTICLE = "article", '"a" or "an" before a blank: not every value fits.'

    # what belongs together
    UNKNOWN_TEMPLATE = "unknown-template", "A name that no message has."
    UNKNOWN_RULE = "unknown-rule", "breaks: names a rule that does not exist."
    UNKNOWN_SOURCE = "unknown-source", "sources: names one that is not in sources.yml."
    UNKNOWN_CONTACT = "unknown-contact", "tell: names nobody who is in whom-to-tell.yml."
    UNKNOWN_STEP = "unknown-step", "An answer leads to no question and to no outcome."
    UNREACHED = "unreached", "No answer leads to this question or outcome."
    CIRCLE = "circle", "The answers lead back to a question that came before."
    COUNTEREXAMPLE = "counterexample", "A bad example keeps a rule that it says it breaks."


def nearest(word: str, known: Iterable[str]) -> str:
    """'did you mean "x"?' for the closest known word, or a list of what there is."""
    names = list(known)
    close = get_close_matches(word, names, n=1, cutoff=0.5)
    return f'did you mean "{close[0]}"?' if close else f"known are {', '.join(names)}"
