"""Answers against their questionnaire: what would have to be changed, each by its linkId, or what is kept.

A draft may be incomplete and only has to fit the questions; what is sent has to be complete where it is asked.
"""

from typing import Any

from portal.errors import FieldError, Invalid

from . import values
from .answers import Answers, Node, copies
from .form import Json
from .questions import Question

#: A response may say how far it is; what was thrown away is not sent.
STATUS = ("in-progress", "completed", "amended")


def check_draft(questions: tuple[Question, ...], names: list[str], response: Any) -> None:
    """Invalid for what has no place in the form; incomplete is fine."""
    answers = Answers(questions, _response(names, response))
    for node in answers.every():
        if not all(values.is_of_kind(node.question, answer) for answer in node.answers):
            answers.wrong(node.question, "wrong_type", "This is no answer to such a question")
    if answers.errors:
        raise Invalid(errors=answers.errors)


def check(questions: tuple[Question, ...], names: list[str], response: Any) -> Answers:
    """The answers as they are kept, those that Kinchart counts still missing. Invalid names every wrong one.

    `names` are the canonicals under which the questionnaire is known.
    """
    answers = Answers(questions, _response(names, response))
    wrong: dict[int, list[FieldError]] = {}
    for node in answers.every():
        wrong[node.place] = _keep(node)
    for node in answers.every():
        if answers.counts(node):
            answers.errors += wrong[node.place] or _lacks(node)
    _count_copies(answers, answers.nodes)
    if answers.errors:
        raise Invalid(errors=list(dict.fromkeys(answers.errors)))
    return answers


def _response(names: list[str], response: Any) -> Json:
    if not isinstance(response, dict) or response.get("resourceType") != "QuestionnaireResponse":
        raise Invalid.field("answers", "structure", "Send a FHIR QuestionnaireResponse")
    if response.get("questionnaire", names[0]) not in names:
        raise Invalid.field("answers.questionnaire", "another", "These are answers to another questionnaire")
    if response.get("status", "completed") not in STATUS:
        raise Invalid.field("answers.status", "impossible", f"The status is one of {', '.join(STATUS)}")
    return response


def _keep(node: Node) -> list[FieldError]:
    """Put in what is kept of a node's answers, and tell what is wrong with the others; those count as none."""
    question, errors = node.question, []
    if question.calculated or question.given:
        # What a person could not enter comes from the questionnaire, or from our own count.
        node.answers = [] if question.calculated else list(question.initial)
        node.parts = node.parts[:1] if len(node.parts) > 1 else node.parts
        return []
    kept = []
    for answer in node.answers:
        try:
            kept.append(values.checked(question, answer))
        except values.Wrong as wrong:
            errors.append(_error(question, wrong.code, wrong.detail))
    node.answers = [] if errors else kept
    return errors


def _lacks(node: Node) -> list[FieldError]:
    """Of a question that is asked: too few answers, too many, or some that do not go together."""
    question, count = node.question, len(node.answers)
    if not question.asks or question.given or question.calculated:
        return []
    if question.most is not None and count > question.most:
        return [_error(question, "too_many", f"Give at most {question.most} answer(s)")]
    if count == 0:
        return [_error(question, "missing", "Answer this question")] if question.required else []
    if count < question.least:
        return [_error(question, "too_few", f"Give at least {question.least} answers")]
    chosen = [option for option in question.options if option.answer in node.answers]
    if count > 1 and any(option.exclusive for option in chosen):
        return [_error(question, "exclusive", "One of these answers stands alone")]
    if question.options and any(node.answers.count(answer) > 1 for answer in node.answers):
        return [_error(question, "twice", "This is chosen more than once")]
    return []


def _count_copies(answers: Answers, nodes: list[Node]) -> None:
    """How often a repeating group is there."""
    for question, same in copies(nodes):
        sent = sum(node.sent for node in same)
        if question.type == "group" and answers.counts(same[0]):
            if question.most is not None and sent > question.most:
                answers.wrong(question, "too_many", f"Give this at most {question.most} times")
            elif question.least > 1 and sent < question.least:
                answers.wrong(question, "too_few", f"Give this at least {question.least} times")
        for node in same:
            for part in node.parts:
                _count_copies(answers, part)


def _error(question: Question, code: str, detail: str) -> FieldError:
    return FieldError(f"answers.{question.link_id}", code, detail)
