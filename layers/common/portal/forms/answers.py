"""The answers that were sent, laid over the questions, and which of them count (`enableWhen`).

https://hl7.org/fhir/R4/questionnaireresponse.html: items of a group are its own, items below a question are those of an
answer. Whatever fits nowhere is refused; what other answers made needless is left out, as Structured Data Capture has
it.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from portal.errors import FieldError

from . import conditions
from .form import Json
from .questions import ELSEWHERE, Question

MOST_ITEMS = 5000
_ITEM = {"linkId", "text", "definition", "answer", "item", "id", "extension"}
_ANSWER = {"item", "id", "extension"}

Scope = tuple[int, int]
"""A part of a node: what stands together in one copy of a group or below one answer."""


@dataclass(eq=False)
class Node:
    """A question where it stands: one for each copy of a repeating group, one also where nothing was answered.

    `answers` are `{"valueBoolean": true}` and the like. A group has one part, a question one for each answer, and at
    least one. `place` counts nodes in the order of the page, `sent` says that the response has it.
    """

    question: Question
    parent: "Node | None"
    scopes: tuple[Scope, ...]
    place: int
    sent: bool
    answers: list[Json] = field(default_factory=list)
    parts: list[list["Node"]] = field(default_factory=list)

    def below(self) -> Iterator["Node"]:
        """Itself and all nodes in it."""
        yield self
        for part in self.parts:
            for node in part:
                yield from node.below()


class Answers:
    """A response that was laid over its questionnaire. `errors` are what fits nowhere."""

    def __init__(self, questions: tuple[Question, ...], response: Json) -> None:
        self.errors: list[FieldError] = []
        self._places = 0
        self.nodes = self._part(questions, response.get("item"), None, ())
        self._decided: dict[int, bool] = {}

    def every(self) -> Iterator[Node]:
        for node in self.nodes:
            yield from node.below()

    def wrong(self, question: Question | str, code: str, detail: str) -> None:
        """By linkId."""
        link_id = question if isinstance(question, str) else question.link_id
        self.errors.append(FieldError(f"answers.{link_id}", code, detail))

    # --- laying the one over the other ---

    def _part(
        self, questions: tuple[Question, ...], sent: Any, parent: Node | None, scopes: tuple[Scope, ...]
    ) -> list[Node]:
        found = self._by_question(questions, sent)
        return [
            node for question in questions for node in self._nodes(question, found[question.link_id], parent, scopes)
        ]

    def _by_question(self, questions: tuple[Question, ...], sent: Any) -> dict[str, list[Json]]:
        found: dict[str, list[Json]] = {question.link_id: [] for question in questions}
        if sent is not None and not isinstance(sent, list):
            self.wrong("item", "structure", "The items of a response are a list")
            return found
        for item in sent or []:
            link_id = item.get("linkId") if isinstance(item, dict) else None
            if not isinstance(link_id, str) or item.keys() - _ITEM - {f"_{name}" for name in _ITEM}:
                self.wrong(
                    link_id if isinstance(link_id, str) else "item", "structure", "This is no item of a response"
                )
            elif link_id not in found:
                self.wrong(link_id, "unknown", "This form has no such question here")
            else:
                found[link_id].append(item)
        return found

    def _nodes(
        self, question: Question, sent: list[Json], parent: Node | None, scopes: tuple[Scope, ...]
    ) -> Iterator[Node]:
        group = question.type == "group"
        if len(sent) > 1 and not (group and question.most != 1):
            self.wrong(question, "twice", "This is there more than once")
            sent = sent[:1]
        for item in sent or (None,):
            self._places += 1
            if self._places > MOST_ITEMS:
                self.wrong(question, "too_many", f"A form may have at most {MOST_ITEMS} answers")
                return
            node = Node(question, parent, scopes, self._places, item is not None)
            told = item or {}
            insides = [told.get("item")] if group else self._answers(node, told)
            for index, inside in enumerate(insides):
                node.parts.append(self._part(question.items, inside, node, ((node.place, index), *scopes)))
            yield node

    def _answers(self, node: Node, item: Json) -> list[Any]:
        """Puts the answers in; gives what stands below each, and at least one."""
        question, sent, insides = node.question, item.get("answer"), []
        if sent is not None and not isinstance(sent, list):
            self.wrong(question, "structure", "Answers are a list")
            sent = None
        for each in sent or []:
            values = [name for name in each if name.startswith("value")] if isinstance(each, dict) else []
            if len(values) != 1 or each.keys() - _ANSWER - {values[0], f"_{values[0]}"}:
                self.wrong(question, "structure", "This is no answer")
            elif question.type == "display":
                self.wrong(question, "unknown", "There is nothing to answer here")
            elif question.type in ELSEWHERE:
                self.wrong(question, "not_supported", "Bring this to the practice: it cannot be sent here")
            else:
                node.answers.append({values[0]: each[values[0]]})
                insides.append(each.get("item"))
        if "item" in item and insides:
            self.wrong(question, "structure", "What belongs to an answer stands in the answer")
        return insides or [item.get("item")]

    # --- which of them count ---

    def counts(self, node: Node) -> bool:
        """Whether it is asked at all, given the other answers: `enableWhen` of it and of what it is in hold."""
        if node.place not in self._decided:
            # Questions that wait for each other are asked, rather than never.
            self._decided[node.place] = True
            self._decided[node.place] = self._inside_counts(node) and self._conditions_hold(node)
        return self._decided[node.place]

    def _inside_counts(self, node: Node) -> bool:
        """What stands below a question belongs to its answer."""
        parent = node.parent
        return parent is None or (self.counts(parent) and (not parent.question.asks or bool(parent.answers)))

    def _conditions_hold(self, node: Node) -> bool:
        if not node.question.conditions:
            return True
        hold = (conditions.holds(each, self._answers_to(node, each["question"])) for each in node.question.conditions)
        return any(hold) if node.question.any else all(hold)

    def _answers_to(self, node: Node, link_id: str) -> list[Json]:
        found = self._nearest(node, link_id)
        known = found is not None and not found.question.calculated and self.counts(found)
        return found.answers if found and known else []

    def _nearest(self, node: Node, link_id: str) -> Node | None:
        """FHIR's rule where a question is there several times: an ancestor, else the last before, else the next."""
        up = node.parent
        while up:
            if up.question.link_id == link_id:
                return up
            up = up.parent
        for scope in (*node.scopes, None):
            found = [each for each in self._index.get((scope, link_id), []) if each is not node]
            if found:
                before = bisect_left(found, node.place, key=lambda each: each.place)
                return found[before - 1] if before else found[0]
        return None

    @cached_property
    def _index(self) -> dict[tuple[Scope | None, str], list[Node]]:
        """The nodes of each question in each part, in their order; in all of the form under None."""
        wanted = {each["question"] for node in self.every() for each in node.question.conditions}
        index: dict[tuple[Scope | None, str], list[Node]] = {}
        for node in self.every():
            if node.question.link_id in wanted:
                for scope in (*node.scopes, None):
                    index.setdefault((scope, node.question.link_id), []).append(node)
        return index

    def left_out(self) -> list[str]:
        """The linkIds of answers that do not count."""
        nodes = (n for n in self.every() if n.answers and not n.question.given and not n.question.calculated)
        return list(dict.fromkeys(node.question.link_id for node in nodes if not self.counts(node)))

    # --- what is kept ---

    def items(self, nodes: list[Node] | None = None) -> list[Json]:
        """The items of a response: those that count and say something, in the questionnaire's order and words."""
        made = []
        for node in self.nodes if nodes is None else nodes:
            if self.counts(node) and (item := self._item(node)):
                told = {"linkId": node.question.link_id} | ({"text": text} if (text := node.question.text) else {})
                made.append(told | item)
        return made

    def _item(self, node: Node) -> Json:
        insides = [self.items(part) for part in node.parts]
        if node.question.type == "group":
            return {"item": insides[0]} if insides[0] else {}
        answers = []
        for index, answer in enumerate(node.answers):
            inside = insides[index] if index < len(insides) else []
            answers.append(answer | ({"item": inside} if inside else {}))
        return {"answer": answers} if answers else {}


def copies(nodes: list[Node]) -> Iterator[tuple[Question, list[Node]]]:
    """The nodes of a part by their question: a repeating group has one for each copy."""
    for _, same in groupby(nodes, key=lambda node: node.question.link_id):
        found = list(same)
        yield found[0].question, found
