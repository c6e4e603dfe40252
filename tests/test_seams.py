"""What keeps the parts together: a file, a function of the template, a route and an OpenAPI operation are one thing.

And the one rule: functions/ speaks HTTP, portal/ speaks clinic, portal/store/ speaks DynamoDB; imports point that way.
"""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from local import openapi
from local.place import ROOT
from local.template import Template

FUNCTIONS, PORTAL = ROOT / "functions", ROOT / "layers/common/portal"
FILES = sorted(FUNCTIONS.glob("*/*.py"))
AWS = ("boto3", "botocore")

OPEN = {
    "InitiateAuth", "RespondToAuthChallenge", "GetTokensFromRefreshToken", "RevokeToken", "GetCaptcha", "GetInvite",
    "VerifyInvite", "ActivateInvite", "ResendCode", "ConfirmInvite", "GetMetadata", "ForgotPassword",
    "ConfirmForgotPassword", "AssociateSoftwareToken", "VerifySoftwareToken", "Cognito", "CognitoPreflight", "GetJwks",
    "FhirPreflight", "RefuseFhir", "GetOpenidConfiguration", "SignUp", "ConfirmSignUp", "ResendConfirmationCode",
    "GetSharedDocument", "OpenSharedDocument",
}  # fmt: skip
"""Operations for people who are not signed in. Each does its own proof: a password, a code, a link."""

MAY_TRY = {"ops/check_document.py", "ops/deliver.py", "ops/export_records.py", "ops/import_records.py"}
"""Workers of a queue or a stream: one bad record must not hold up the others of its batch."""

SOURCES = ("functions", "layers", "local", "tests", "web/src")
SUFFIXES = {".py", ".ts", ".tsx", ".mjs", ".css"}
LONGEST = 300
GENERATED = {"web/src/api/schema.d.ts"}


def camel(stem: str) -> str:
    return "".join(word.capitalize() for word in stem.split("_"))


@cache
def operations():
    """Every operation by its name, after importing all files."""
    for file in FILES:
        import_module(f"{file.parent.name}.{file.stem}")
    from portal.http import OPERATIONS

    return OPERATIONS


def routed():
    return {f.name: f for f in Template().functions() if f.path}


def test_every_file_is_a_function_of_the_template_and_the_other_way_round():
    files = {camel(file.stem): f"{file.parent.name}.{file.stem}.handler" for file in FILES}
    assert len(files) == len(FILES), "two files have the same name"
    assert {f.name: f.handler for f in Template().functions()} == files


def test_every_route_of_the_template_is_the_operations_own():
    assert {n: (o.method, o.path) for n, o in operations().items()} == {
        n: (f.method, f.path) for n, f in routed().items()
    }


def test_openapi_has_each_operation_once_under_its_name():
    described = [
        (operation["operationId"], (method.upper(), path))
        for path, methods in openapi.document()["paths"].items()
        for method, operation in methods.items()
    ]
    # OpenAPI has no words for the paths that catch all others.
    told = {n: o for n, o in operations().items() if "{proxy+}" not in o.path}
    assert len(described) == len(told)
    assert dict(described) == {n: (o.method, o.path) for n, o in told.items()}


def test_the_openapi_file_is_what_the_operations_say():
    drifted = "docs/openapi.json has drifted from the operations: run make openapi"
    assert openapi.FILE.read_text() == openapi.written(), drifted


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_files_first_line_names_what_it_is(file: Path):
    first = (ast.get_docstring(ast.parse(file.read_text())) or "").split("\n")[0]
    function = next(f for f in Template().functions() if f.name == camel(file.stem))
    if function.path:
        assert first.startswith(f"{function.method} {function.path}: ")
    else:
        assert first.startswith((f"{function.name}, by ", f"{function.name}: "))


@pytest.mark.feature("X5")
def test_every_operation_says_who_may_call_and_few_are_open():
    from portal.http import Anyone

    assert {n for n, o in operations().items() if o.who is Anyone} == OPEN
    for name, operation in operations().items():
        assert callable(operation.who.authenticate), name
        assert bool(operation.who.scheme) == (name not in OPEN), name


@pytest.mark.feature("X5")
def test_openapi_tells_how_to_sign_in_for_every_closed_operation():
    for methods in openapi.document()["paths"].values():
        for described in methods.values():
            who = operations()[described["operationId"]].who
            assert described.get("security", []) == ([{who.scheme: []}] if who.scheme else [])


def imports(file: Path) -> Iterator[str]:
    """The modules that a file imports, at its top, inside functions and for types alike, by their full names.

    A name imported from portal itself counts as the module that it is.
    """
    package = file.relative_to(ROOT / "layers/common").parent.parts if file.is_relative_to(PORTAL) else ()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) + 1 - node.level]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            if module in ("portal", "portal.store"):
                yield from (f"{module}.{alias.name}" for alias in node.names)
            else:
                yield module


def below(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def breaches() -> Iterator[str]:
    for file in [*FILES, *sorted(PORTAL.rglob("*.py"))]:
        in_function, in_store = file.is_relative_to(FUNCTIONS), file.is_relative_to(PORTAL / "store")
        for module in imports(file):
            if in_store:
                mine = ("portal.store", "portal.aws", "portal.clock", "portal.errors", "portal.settings")
                bad = below(module, "portal") and not below(module, *mine)
            elif in_function:
                to_store = below(module, "portal.store") and not below(module, "portal.store.items")
                bad = to_store or below(module, "portal.aws", *AWS)
            else:
                bad = below(module, *AWS) and file != PORTAL / "aws.py"
            if bad or (not in_function and below(module, *{f.parent.name for f in FILES})):
                yield f"{file.relative_to(ROOT)} imports {module}"


def test_imports_point_from_functions_to_portal_to_the_store():
    assert list(breaches()) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_function_leaves_refusals_to_the_layer(file: Path):
    tries = any(isinstance(node, ast.Try) for node in ast.walk(ast.parse(file.read_text())))
    assert tries == (f"{file.parent.name}/{file.name}" in MAY_TRY)


def test_importing_every_function_opens_no_connection_and_makes_no_client():
    script = """
import json, sys
paths, modules = json.loads(sys.argv[1])
sys.path[:0] = paths
def forbid(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        raise RuntimeError(f"{event} while importing")
sys.addaudithook(forbid)
import botocore.client
def no_client(*_, **__):
    raise RuntimeError("an AWS client was made while importing")
botocore.client.ClientCreator.create_client = no_client
for module in modules:
    __import__(module)
"""
    paths = [str(ROOT / "layers/common"), str(FUNCTIONS)]
    modules = [f"{file.parent.name}.{file.stem}" for file in FILES]
    command = [sys.executable, "-c", script, json.dumps([paths, modules])]
    done = subprocess.run(command, env={}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_no_source_file_is_longer_than_a_reader_can_hold():
    files = [file for folder in SOURCES for file in (ROOT / folder).rglob("*") if file.suffix in SUFFIXES]
    files = [file for file in files if "node_modules" not in file.parts]
    lengths = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in files}
    lengths = {name: count for name, count in lengths.items() if name not in GENERATED}
    assert {n: count for n, count in lengths.items() if count > LONGEST} == {}


def test_the_data_model_tells_of_every_kind_of_item():
    from portal.store.item import kinds

    page = (ROOT / "docs/data-model.md").read_text()
    assert [kind for kind in kinds() if f"`{kind}`" not in page] == []
