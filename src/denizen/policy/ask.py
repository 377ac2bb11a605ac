"""Asks a community's rules one question on a day: Cedar decides each layer, `combining` joins them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from denizen.policy.answer import Answer, ClauseUse, LayerAnswer, Overridden, Why, use_of
from denizen.policy.clause import Clause
from denizen.policy.combining import Applying, LayerVoice, Spoken, Standing, voice_of
from denizen.policy.community import Community, LayerRules
from denizen.policy.question import Question, request_of
from denizen.policy.words import Action, Layer, Ruling


def ask(community: Community, question: Question, *, at: date) -> Answer:
    """Answer a question on a day.  Silence means that no clause speaks; it neither permits nor forbids."""
    applying = applying_clauses(community, question, at=at)
    return answer_from(applying, community, action=question.action, at=at)


def answer_from(applying: Applying, community: Community, *, action: Action, at: date) -> Answer:
    """Join what applies into an answer, whoever found out that it applies."""
    standing = Standing()
    layers = []
    for rules in community.layers:
        voice = voice_of(of_layer(applying, rules.layer))
        standing.hear(voice)
        layers.append(layer_answer(rules, voice))
    return Answer(
        ruling=standing.ruling,
        clauses=shown(tuple(standing.speaking)),
        overridden=tuple(
            Overridden(use_of(one.spoken.clause, one.spoken.ruling), one.by.id, Why(one.why))
            for one in standing.lost
        ),
        layers=tuple(layers),
        disputed=disputes_of(standing),
        instruction=community.instruction_for(action)
        if standing.ruling is Ruling.CONTESTED
        else None,
        before_any_rule=before_any_rule(community, action, at=at),
    )


def applying_clauses(community: Community, question: Question, *, at: date) -> Applying:
    """Ask Cedar which clauses of all layers apply, apart by what they say."""
    slice_ = community.slices.get(question.action)
    if slice_ is None:
        return {}
    request = request_of(question, at=at, only=slice_.mentioned)
    return slice_.applying(request, question.action)


def of_layer(applying: Applying, layer: Layer) -> Applying:
    """Give the clauses of one layer."""
    return {
        ruling: tuple(clause for clause in clauses if clause.layer is layer)
        for ruling, clauses in applying.items()
    }


def of_action(clauses: Sequence[Clause], action: Action) -> Applying:
    """Sort clauses that apply by what they say about an action."""
    said = [(one.ruling_on(action), one) for one in clauses]
    return {
        ruling: tuple(one for what, one in said if what is ruling)
        for ruling in (Ruling.MUST_NOT, Ruling.MUST, Ruling.MAY)
    }


def disputes_of(standing: Standing) -> tuple[str, ...]:
    """List both sides of a disputed claim, then whoever attacks a clause that decided; each once."""
    attacked = [one.clause.disputed for one in standing.speaking if one.clause.disputed]
    return tuple(dict.fromkeys([*standing.disputed, *attacked]))


def layer_answer(rules: LayerRules, voice: LayerVoice) -> LayerAnswer:
    """Show what one layer says by itself."""
    return LayerAnswer(rules.layer, rules.community, voice.ruling, shown(voice.speaking))


def shown(spoken: tuple[Spoken, ...]) -> tuple[ClauseUse, ...]:
    """Show clauses beside an answer."""
    return tuple(use_of(one.clause, one.ruling) for one in spoken)


def before_any_rule(community: Community, action: str, *, at: date) -> bool:
    """Tell whether every rule on the action, or every rule at all if there is none on it, begins later."""
    about = [one for one in community.clauses if action in one.subjects]
    starts = [one.window.start for one in about or community.clauses]
    return bool(starts) and at < min(starts)
