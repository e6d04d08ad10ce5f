"""Slips in a letter: what a contributor may write passes, and what nobody means to write does not.

All letters stand in one set, which is checked once.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.checking.check import check
from macros.problems import Problem
from tests.small_set import lay_out

FRONT = "---\ntitle: The commute is too long\nwhen: You would have to travel too far.\n{}---\n\n"
EMAIL = """\
# Warm

Subject: {{ role }}: it's too far for me

{{ greeting }}

I'm on the road for hours as it is, so please withdraw my application to {{ company }}. Thanks!

Best wishes,
{{ your_name }}

# Neutral

Subject: {{ role }}: declining because of the commute

{{ greeting }}

Thank you for writing. The commute to {{ company }} is too long for me, so I'll decline.

Kind regards,
{{ your_name }}

# Formal

Subject: {{ role }}: withdrawal because of the distance

{{ greeting }}

I am grateful for the invitation of {{ company }}, and withdraw because of the distance.

With kind regards,
{{ your_name }}
"""
FIELDS = """
- id: looking
  kind: text
  label: What you are looking for
  example: work closer to research
- id: where
  kind: text
  label: Where
  example: home
- id: your_phone
  kind: phone
  label: Your phone
  example: 555 0123
"""

CONTRACTIONS = {
    "I've accepted another position.": "I have",
    "It is true that I don't drive.": "do not",
    "I can't come.": "cannot",
    "Sadly, I won't be there.": "will not",
    "It's too far for me.": '"It is" or "It has"',
    "That's my decision.": "That is",
    "I hope that we'll meet.": "we will",
    "Let's stay in touch.": "let us",
    "I’m sorry for the trouble.": "I am",
    "I'd be glad to hear from you.": '"I would" or "I had"',
    "They're all very kind.": "They are",
    "The reason is simple: who's free on Mondays?": "who is",
}
FORMAL = [
    "I could not attend today's interview.",
    "I read about {{ company }}'s plans.",
    "A friend's advice helped me to decide.",
    "I would be free from ten o'clock.",
    "The candidates' names are not known to me.",
    "I cannot come, and it is my own decision.",
    "The company grew, and its people are kind.",
]
SHORTENED = {
    "I've a job already.": "I have a",
    "I've three children.": "I have three",
    "I've no car.": "I have no",
    "I've my own firm.": "I have my",
    "I've two offers to think about.": "I have two",
    "I'd a good time with you all.": "I had a",
    "If you've any questions, I'll answer them.": "you have any",
    "I've only one week left.": "I have only one",
    "We've plans for the summer.": "We have plans",
    "We've the time.": "We have the",
    "I've children.": "I have children",
    "I’ve another interview then.": "I have another",
}
NOT_SHORTENED = [
    "I've got three children.",
    "I've accepted an offer, and they've been kind.",
    "I've two or three times thought of it.",
    "I'd no longer be free then.",
    "I've no longer got the time.",
    "You'd no doubt see me late every day.",
    "I'd one day like to work with you.",
    "It's a pity, and it's no secret.",
    "I'd work from home if I could.",
    "I've the other day met someone from your team.",
    "I'd rather tell you now.",
    "I've already told them.",
    "Everyone's been so kind.",
]
LITERAL = {
    "Hello Sam, how are you?": "recipient",
    "I would love to be at Northwind one day.": "company",
    "Northwind's office is too far.": "company",
    "The job of Data Analyst is not for me.": "role",
    "It is Alex Morgan who writes this.": "your_name",
}
NOT_LITERAL = [
    "It is all the same to me.",
    "Samira told me about the job.",
    "I like to analyse data.",
    "I would sooner stay at home.",  # the example of a blank, and an ordinary word
]
FOREIGN = [
    "Спасибо за приглашение.",
    "The word is спасибо, and I mean it.",
    "Ευχαριστώ πολύ for asking.",
    "شكرا for asking.",
    "谢谢 for asking.",
]
ENGLISH_ENOUGH = [
    "I would take the café by the Øresund, naïve as it is.",
    "Nguyễn Văn Ảnh told me about it.",
    "The pay is £40, €45 or 50 ½ — fine… “thanks” ™ 😀.",
    "Złoty, Škoda and Țepeș are names.",
]
PILED = ["Tha\u0300\u0301\u0302\u0303nk you all.", "No\u0336\u0337\u0338\u0300w I know."]
HOME_WORDS = {
    "It is not in my diary.": "calendar",
    "I tell you straight away.": "right away",
    "Please take my CV off your list.": "application",
    "Please delete my resume.": "application",
    "I apologise for that.": "sorry",
    "I apologize for that.": "sorry",
    "We could organise another date.": "arrange",
    "Please ring me.": "call",
    "I rang you today.": "call",
    "Monday suits me.": "works for",
    "Another day would suit you better.": "works for",
    "I am unwell.": "ill",
    "I am not looking at present.": "at the moment",
    "I can fit in with your plans.": "work with",
    "I am away for a fortnight.": "two weeks",
    "I would be free at half past two.": "10:30",
    "Call me on {{ your_phone }}.": "number",
    "Kindly revert by Friday.": "reply",
    "Could we prepone it?": "earlier",
    "Sincerely yours, and goodbye.": "Kind regards",
    "Do the needful.": "ask",
}
COMMON_WORDS = [
    "I have a calendar, and somebody keeps it.",
    "I hope to resume my studies.",
    "I was early during the spring, offering a bearing.",
    "It is my application that I mean, and I am realistic.",
    "I am suited to it, and postpone nothing.",
    "My suitcase is packed.",
    "I had a fit of laughter, and I fit in.",
    "My apologies for that: I am ill.",
    "You can reach me by email, or on {{ your_phone }}.",
]
SMALL = [
    "I see. thank you for that.",
    "Is it far? then I cannot come.",
    "Good luck! {% if keep_in_touch %}we may meet again.{% endif %}",
    "{% if reason %}I see. {{ reason }}.{% endif %}",
    "{% if reason %}It is far. {% endif %}so please write.",
]
NOT_SMALL = [
    "I am free e.g. in the evening.",
    "I could come at 5 p.m. on Monday.",
    "I worked for Smith Ltd. for a year.",
    "I spoke to Mr. van Dyke.",
    "It is settled… or nearly so.",
    'They asked "Why?" and I answered.',
    "I see. {{ looking }}.",
    "I see. iPhones are not for me.",
    "There are three things: pay, place, level.",
    "Here is the reason:\nthe hours.",
    "Is 3.5 enough? 40 would be.",
]
EMPTY = [
    "I see.{% if keep_in_touch %}{% endif %}",
    "I see.{% if keep_in_touch %} We may meet.{% else %}{% endif %}",
    "I see.{% if keep_in_touch %} {% else %} Goodbye.{% endif %}",
    "{% if keep_in_touch %}\n\n{% endif %}\n\nI see.",
    "I see.{% if keep_in_touch %}{% if interview_date %}{% endif %} Goodbye.{% endif %}",
]
NOT_EMPTY = [
    "I see.{% if keep_in_touch %} We may meet.{% else %} Goodbye.{% endif %}",
    "{% if interview_date %}{{ interview_date }}{% endif %}",
]
WRAPPED = [
    "I am writing to you because the way\nto the office is too long.",
    "I am writing to you about the job at {{ company }}\nwhich is too far.",
    "I have thought about it for a long time and with care,\nand the way is too long.",
]
NOT_WRAPPED = [
    "I see.\nThank you for that.",
    "I could come on:\n{{ role }}\n{{ company }}",
    "{% if keep_in_touch %}\nI see.\n{% endif %}\nThank you.",
    "{% if keep_in_touch %}I see.{% endif %}\n{% if interview_date %}Thank you!{% endif %}",
]
NOT_A_LINK = [
    "{% if keep_in_touch %}I see.{% else %}Please write.{% endif %}",
    "{% if keep_in_touch %}Write me.{% endif %}{% if not keep_in_touch %}Please rest.{% endif %}",
    "{% if interview_date %}I sent a file.{% elif keep_in_touch %}Read it.{% else %}No.{% endif %}",
]
LINK_IN_PIECES = [
    "Look at example{% if keep_in_touch %}.com{% endif %} today.",
    "I see.{% if keep_in_touch %}Please write.{% endif %}",
]


def note(words: str, tone: str = "neutral") -> str:
    """A text message that says these words."""
    start = f"# {tone.capitalize()}\n\n{{{{ greeting }}}} this is {{{{ your_name }}}}.\n\n"
    return FRONT.format("channel: text\n") + start + words + "\n"


def email(old: str = "", new: str = "", keys: str = "") -> str:
    """The email, changed in its neutral letter."""
    warm, neutral, formal = EMAIL.split("\n\n# ")
    assert old in neutral
    return FRONT.format(keys) + "\n\n# ".join([warm, neutral.replace(old, new, 1), formal])


NO_GREETING = [
    email("{{ greeting }}\n\n", ""),
    email("{{ greeting }}", "Hello there,"),
    email("{{ greeting }}\n\n", "{{ greeting }}\n"),
    email("{{ greeting }}\n\n", "{{ greeting }} "),
    email("{{ greeting }}", "{{ greeting }},"),
    note("{{ greeting }}, so to say."),
]
NO_ENDING = [
    email("Kind regards,\n{{ your_name }}", ""),
    email("Kind regards,\n", ""),
    email("\n{{ your_name }}", ""),
    email("\n{{ your_name }}", " {{ your_name }}"),
    email("decline.\n\n", "decline.\n"),
    email("Kind regards,", "I send you my kind regards, and hope that all goes well."),
    email("{{ your_name }}", "{{ your_name }}\n\nPlease write soon."),
]
WHOLE = [
    email(),
    email("Kind regards,", "Thanks again!"),
    email("Kind regards,", "With love"),
    email("{{ your_name }}", "{{ your_name }}\n{{ your_phone }}"),
    email("{{ your_name }}", "{% if reason %}{{ looking }}{% else %}{{ your_name }}{% endif %}"),
    email("{{ your_name }}", "{{ your_name }}\n{% if reason %}\n{{ your_phone }}\n{% endif %}"),
    email("Kind regards,\n", "", keys="counterexample: true\nbreaks: [thank-them]\n"),
]
FOLLOWED = [
    ("unknown-field", email("{{ greeting }}", "{{ greating }}")),
    ("unknown-field", email("{{ your_name }}", "{{ yuor_name }}\n{{ your_phone }}")),
    ("wrong-blank", email("{{ your_name }}", "[Your name]")),
    ("link", email("{{ your_name }}", "{{ your_name }}\n\nSee www.example.com")),
    ("heading", email("{{ your_name }}", "{{ your_name }}\n\n# PS: please write.")),
]
BAD = [
    *(("contraction", note(said, "formal"), fix) for said, fix in CONTRACTIONS.items()),
    *(("shortened-have", note(said), fix) for said, fix in SHORTENED.items()),
    *(("example", note(said), f"write {{{{ {name} }}}}") for said, name in LITERAL.items()),
    *(("other-script", note(said), "English letters") for said in FOREIGN),
    *(("piled-marks", note(said), "again") for said in PILED),
    *(("word-choice", note(said, "warm"), fix) for said, fix in HOME_WORDS.items()),
    *(("small-start", note(said), "capital") for said in SMALL),
    *(("empty-if", note(said), "take the part out") for said in EMPTY),
    *(("wrapped-line", note(said), "on one line") for said in WRAPPED),
    *(("link", note(said), "belongs a space") for said in LINK_IN_PIECES),
    *(("greeting", text, "") for text in NO_GREETING),
    *(("ending", text, "Kind regards") for text in NO_ENDING),
]
PLAIN = [
    *("I've thought about it, and it's too far.", *NOT_SHORTENED, *NOT_LITERAL, *ENGLISH_ENOUGH),
    *(*COMMON_WORDS, *NOT_SMALL, *NOT_EMPTY, *NOT_WRAPPED, *NOT_A_LINK),
]
GOOD = [*WHOLE, *(note(said, "formal") for said in FORMAL), *map(note, PLAIN)]
SLIPS = {rule for rule, _, _ in BAD}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Problem]]:
    """What `check` says of each text."""
    root = tmp_path_factory.mktemp("set")
    lay_out(root)
    with (root / "catalogue" / "fields.yml").open("a", encoding="utf-8") as fields:
        fields.write(FIELDS)
    texts = [*dict.fromkeys([*GOOD, *(bad[1] for bad in (*BAD, *FOLLOWED))])]
    for number, text in enumerate(texts):
        (root / "templates" / "decline" / f"text-{number}.txt").write_text(text, "utf-8")
    problems: dict[str, list[Problem]] = {text: [] for text in texts}
    for problem in check(root):
        name, _, place = Path(problem.path).stem.partition("-")
        if name == "text":
            problems[texts[int(place)]].append(problem)
    return problems


def short(value: str) -> str:
    """The name of a test: the words that it is about."""
    return value.strip().rpartition("\n\n")[2][:50]


@pytest.mark.parametrize("text", GOOD, ids=short)
def test_what_may_be_written(text: str, found: dict[str, list[Problem]]) -> None:
    assert [(p.code, p.message) for p in found[text] if p.code in SLIPS] == []


@pytest.mark.parametrize(("rule", "text", "fix"), BAD, ids=short)
def test_what_is_a_slip(rule: str, text: str, fix: str, found: dict[str, list[Problem]]) -> None:
    slips = [problem for problem in found[text] if problem.code in SLIPS]
    assert {problem.code for problem in slips} == {rule}
    assert all(fix in problem.fix for problem in slips)
    lines = text.split("\n")
    assert all(problem.quote == lines[problem.line - 1] for problem in slips)


@pytest.mark.parametrize(("rule", "text"), FOLLOWED, ids=short)
def test_what_only_follows_is_not_told(
    rule: str, text: str, found: dict[str, list[Problem]]
) -> None:
    assert [problem.code for problem in found[text]] == [rule]
