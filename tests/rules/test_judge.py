"""The rules judge as a sensible person does."""

from __future__ import annotations

import pytest

from benchmarks.judgement import scores
from macros.loading.load import load
from macros.model import PhrasesCheck
from macros.rules.judge import Draft, judge
from macros.rules.variants import all_drafts
from tests.cards import SENDABLE
from tests.drafts import DRAFTS, TEXT_MESSAGES

CATALOGUE = load()


RULES = [rule for rule in CATALOGUE.rules.values() if rule.check]
ENOUGH = 0.95


def test_there_are_enough_labelled_drafts_and_each_label_is_a_rule() -> None:
    assert len({draft.id for draft in DRAFTS}) == len(DRAFTS) >= 60
    for draft in DRAFTS:
        known = {rule.id for rule in draft.rules(CATALOGUE)}
        assert draft.breaks | draft.unknown <= known, draft.id
        assert not draft.breaks & draft.unknown, draft.id


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_a_rule_judges_as_a_sensible_person_does(rule: str) -> None:
    score = scores()[rule]
    assert score.broken, "no draft breaks it"
    assert score.right > score.broken, "no draft keeps it"
    assert score.share >= ENOUGH, score.wrong


def test_our_own_messages_break_no_rule_whatever_is_picked() -> None:
    for template in SENDABLE:
        rules = [rule for rule in CATALOGUE.rules_for(template) if rule.check]
        for draft, setting in all_drafts(template):
            broken = [rule.id for rule in rules if judge(rule, draft).met is False]
            assert broken == [], (template.full_id, setting)


@pytest.mark.parametrize("text", TEXT_MESSAGES)
def test_a_text_message_has_less_room_with_an_unusual_character(text: str) -> None:
    rule = next(rule for rule in RULES if rule.id == "fits-one-text")

    assert judge(rule, Draft(text)).met is TEXT_MESSAGES[text]


def test_phrases_are_plain_english_words() -> None:
    for rule in RULES:
        if isinstance(rule.check, PhrasesCheck):
            phrases = (*rule.check.phrases, *rule.check.perhaps)
            assert all(phrase.isascii() for phrase in phrases), rule.id
            assert len(set(phrases)) == len(phrases), rule.id
            assert len(set(rule.check.unless)) == len(rule.check.unless), rule.id
