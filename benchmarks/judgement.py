"""How often each rule judges the labelled drafts as a sensible person does.

.venv/bin/python -m benchmarks.judgement
"""

from __future__ import annotations

from dataclasses import dataclass, field

from macros.loading.load import load
from macros.rules.judge import judge
from tests.drafts import DRAFTS

SAID = {True: "met", False: "broken", None: "unknown"}


@dataclass
class Score:
    """What came out for one rule."""

    broken: int = 0  # drafts that are labelled as breaking it
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def judged(self) -> int:
        """How many drafts it judged."""
        return self.right + len(self.wrong)

    @property
    def share(self) -> float:
        """Right verdicts, from 0 to 1."""
        return self.right / self.judged


def scores() -> dict[str, Score]:
    """Each rule's score, by its id."""
    catalogue = load()
    found = {rule.id: Score() for rule in catalogue.rules.values() if rule.check}
    for draft in DRAFTS:
        for rule in draft.rules(catalogue):
            score, verdict, label = found[rule.id], judge(rule, draft.draft), draft.label(rule)
            score.broken += label is False
            if verdict.met is label:
                score.right += 1
            else:
                score.wrong.append(f"{draft.id}: {SAID[verdict.met]}, not {SAID[label]}")
    return found


def main() -> None:
    """Prints the table."""
    print(f"{len(DRAFTS)} labelled drafts\n")
    print(f"{'rule':26}{'drafts':>8}{'broken':>8}{'right':>8}{'share':>9}")
    for rule, score in scores().items():
        print(f"{rule:26}{score.judged:8}{score.broken:8}{score.right:8}{score.share:9.1%}")
        for wrong in score.wrong:
            print(f"    {wrong}")


if __name__ == "__main__":
    main()
