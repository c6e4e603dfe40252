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

    def add(self, place: str, code: IssueType, diagnostics: str) -> None:
        """`diagnostics` may quote codes and ids of the sender, never names, results or free text."""
        self._by_place.setdefault(
            place,
            {
                "severity": "error",
                "code": code,
                "diagnostics": diagnostics[:LONGEST_PLACE],
                "expression": [place[:LONGEST_PLACE]],
            },
        )

    def below(self, place: str) -> bool:
        """Whether something is wrong at a place or in it."""
        return any(known.startswith(place) for known in self._by_place)

    def __len__(self) -> int:
        return len(self._by_place)

    def found(self) -> list[dict[str, Any]]:
        """At most MOST_ISSUES of them, and then one that tells how many more there are: an answer has to end."""
        issues = list(self._by_place.values())
        more = len(issues) - MOST_ISSUES
        if more <= 0:
            return issues
        last = {"severity": "information", "code": "informational", "diagnostics": f"and {more} more places"}
        return [*issues[:MOST_ISSUES], last]
