"""`python -m local.openapi` writes docs/openapi.json, from the signatures of the template's operations."""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from aws_lambda_powertools.event_handler.openapi.models import APIKey, APIKeyIn, HTTPBearer

from local.place import ROOT
from local.template import Template

FILE = Path(ROOT / "docs/openapi.json")
DESCRIPTION = (
    "Every refusal is RFC 9457 problem details, under /fhir an OperationOutcome. Sign-in speaks Cognito's JSON."
)
SCHEMES: dict[str, Any] = {
    "bearer": HTTPBearer(bearerFormat="JWT"),
    "webhook": APIKey(name="webhook-signature", in_=APIKeyIn.header, description="Standard Webhooks"),  # type: ignore[call-arg]
}
FIELD_ERROR = {
    "type": "object",
    "required": ["field", "code", "detail"],
    "properties": {name: {"type": "string"} for name in ("field", "code", "detail")},
}
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "examples": ["/problems/invalid"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": FIELD_ERROR},
        "retry_after": {"type": "integer", "description": "seconds"},
        "__type": {"type": "string", "description": "Cognito's name of the exception"},
    },
}
REFUSED = {
    "description": "Refused",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def document() -> dict[str, Any]:
    """OpenAPI 3.1. Powertools' own validation answer gives way to our problem details."""
    for folder in ("layers/common", "functions"):
        if str(ROOT / folder) not in sys.path:
            sys.path.insert(0, str(ROOT / folder))
    for function in Template().functions():
        if function.path:
            import_module(function.handler.rpartition(".")[0])
    from portal.http import resolver

    text = resolver.get_openapi_json_schema(
        title="Kinchart", version="1", description=DESCRIPTION, security_schemes=SCHEMES
    )
    made: dict[str, Any] = json.loads(text)
    for path, operations in made["paths"].items():
        for operation in operations.values():
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = REFUSED if not path.startswith("/fhir") else {"description": "Refused"}
    schemas = made["components"]["schemas"]
    for unused in ("HTTPValidationError", "ResponseValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = PROBLEM
    return made


def written() -> str:
    return json.dumps(document(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(written())
