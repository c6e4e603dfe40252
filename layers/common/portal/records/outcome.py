"""OperationOutcome issues: what is wrong, and where, as a FHIRPath into what was sent."""

from typing import Any, Literal

#: http://hl7.org/fhir/R4/valueset-issue-type.html, those that we use
IssueType = Literal[
    "structure", "required", "value", "invariant", "security", "not-supported", "not-found", "too-long",
    "code-invalid", "duplicate", "forbidden", "informational",
]  # fmt: skip

MOST_ISSUES = 1000
#: Characters of a place: names of elements are the sender's own, and have no end.
LONGEST_PLACE = 500


class Issues:
    """Issues in the order found, one per place: the first word on a place is the clearest."""

    def __init__(self) -> None:
        self._by_place: dict[str, dict[str, Any]] = {}
        self._more = 0

    def add(self, place: str, code: IssueType, diagnostics: str) -> None:
        """`diagnostics` may quote codes and ids of the sender, never names, results or free text."""
        if place in self._by_place:
            return
        if len(self._by_place) == MOST_ISSUES:
            # There is neither memory nor time for a million of them.
            self._more += 1
            return
        self._by_place[place] = {
            "severity": "error",
            "code": code,
            "diagnostics": diagnostics[:LONGEST_PLACE],
            "expression": [place[:LONGEST_PLACE]],
        }

    def below(self, place: str) -> bool:
        """Whether something is wrong at a place or in it."""
        return any(known.startswith(place) for known in self._by_place)

    def __len__(self) -> int:
        return len(self._by_place) + self._more

    def found(self) -> list[dict[str, Any]]:
        """At most MOST_ISSUES of them, and then one that tells how many more there are: an answer has to end."""
        issues = list(self._by_place.values())
        if not self._more:
            return issues
        last = {"severity": "information", "code": "informational", "diagnostics": f"and {self._more} more places"}
        return [*issues, last]
