"""The questionnaires of the demo practice, and how Rosa answered one of them."""

import json
from pathlib import Path

from .chart import Json

QUESTIONNAIRES = ("phq-9", "before-your-visit", "daily-life")

_FOLDER = Path(__file__).parent / "questionnaires"
#: Which option of each question of the PHQ-9; the last asks how difficult that made everyday life.
_CHOSEN = (1, 1, 2, 1, 0, 0, 1, 0, 0, 1)


def questionnaire(name: str) -> Json:
    """A FHIR Questionnaire."""
    told: Json = json.loads((_FOLDER / f"{name}.json").read_text())
    return told


def phq_9_answers() -> Json:
    """A QuestionnaireResponse; the server counts the total of 6."""
    questions = [item for item in questionnaire("phq-9")["item"] if item["type"] == "choice"]
    items = [
        {"linkId": item["linkId"], "answer": [item["answerOption"][number]]}
        for item, number in zip(questions, _CHOSEN, strict=True)
    ]
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "item": items}
