"""A questionnaire that may be asked: right FHIR R4, and of a form that people can fill in here (D7)."""

from dataclasses import dataclass
from typing import Any

from .form import Json


@dataclass(frozen=True)
class Asked:
    """`questions` is how many there are to answer."""

    resource: Json
    title: str
    url: str | None
    version: str | None
    questions: int


def checked(sent: Any, path: str) -> Asked:
    """Invalid names every bad place, each below `path`. Needs the `fhir` layer."""
    raise NotImplementedError
