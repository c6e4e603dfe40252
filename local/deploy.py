"""The `sam build` and `sam deploy` of production, towards MiniStack, and what its CloudFormation leaves undone."""

import hashlib
import json
import os
import platform
import subprocess
from dataclasses import asdict, dataclass
from typing import Any

import boto3

from local.place import ROOT, Place, Problem
from local.routes import connect_routes, gather_routes
from local.template import Template

STACK = "kinchart-local"
STREAM_BATCHES = {"Deliver": 100, "SealAudit": 10}
"""MiniStack has one thread for all streams, takes a batch of each in turn, and counts it before its filter: with the
template's sizes, many audit entries keep mails waiting for half a minute.
"""
SENDER = "portal@kinchart.example"
SOURCES = (
    "template.yaml",
    "samconfig.toml",
    "local/deploy.py",
    "local/routes.py",
    "functions",
    "layers",
    "requirements/dev.txt",
)


@dataclass(frozen=True)
class Stack:
    """The deployed stack. Everything is by logical id."""

    resources: dict[str, str]
    """Physical ids."""
    roles: dict[str, str]
    """ARNs of the functions' roles."""
    environment: dict[str, str]
    """The variables that every function gets."""


def deploy(place: Place) -> Stack:
    """The stack as the files describe it now; nothing is done when they have not changed since the last time."""
    digest, note = _digest(place), place.state / "stack.json"
    if note.exists():
        kept = json.loads(note.read_text())
        if kept.pop("digest") == digest and _deployed():
            return Stack(**kept)
    _sam(place, "build")
    gather_routes(place.state / "build" / "template.yaml")
    _sam(place, "deploy", "--parameter-overrides", *_parameters(place))
    template = Template()
    stack = _describe(template)
    _finish(stack)
    connect_routes(STACK, stack.resources)
    note.write_text(json.dumps({"digest": digest, **asdict(stack)}))
    return stack


def _deployed() -> bool:
    """False when MiniStack was killed before it could write its state."""
    pages = boto3.client("cloudformation").get_paginator("describe_stacks").paginate()
    return any(stack["StackName"] == STACK for page in pages for stack in page["Stacks"])


def _parameters(place: Place) -> list[str]:
    architecture = "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"
    # The mobile client of the laptop is for trying unmodified Cognito clients on.
    flows = "ALLOW_USER_PASSWORD_AUTH,ALLOW_USER_SRP_AUTH,ALLOW_REFRESH_TOKEN_AUTH"
    clients = [f"MobileAuthFlows={flows}", "CognitoNewDevice=notice"]
    return [f"PortalUrl={place.web}", f"Sender={SENDER}", f"Architecture={architecture}", "Protect=no", *clients]


def _digest(place: Place) -> str:
    digest = hashlib.sha256(" ".join(_parameters(place)).encode())
    for source in SOURCES:
        top = ROOT / source
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _sam(place: Place, command: str, *arguments: str) -> None:
    build = place.state / "build"
    folders = {
        "build": ["--build-dir", str(build), "--cache-dir", str(place.state / "build-cache")],
        "deploy": ["--template-file", str(build / "template.yaml")],
    }
    environment = {**os.environ, "KINCHART_LOCAL": "1", "SAM_CLI_TELEMETRY": "0", "TMPDIR": str(place.tmp)}
    environment["PATH"] = f"{ROOT / '.venv' / 'bin'}:{environment['PATH']}"
    sam = [str(ROOT / ".venv-sam" / "bin" / "sam"), command]
    settings = ["--config-file", str(ROOT / "samconfig.toml"), "--config-env", "local"]
    log = place.log(f"sam-{command}")
    with log.open("w") as out:
        done = subprocess.run(
            [*sam, *settings, *folders[command], *arguments],
            cwd=ROOT, env=environment, stdout=out, stderr=out, check=False,
        )  # fmt: skip
    if done.returncode != 0:
        raise Problem(f"`sam {command}` failed: {log} says why. `make clean` starts afresh.")


def _describe(template: Template) -> Stack:
    pages = boto3.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=STACK)
    resources = {r["LogicalResourceId"]: r["PhysicalResourceId"] for p in pages for r in p["StackResourceSummaries"]}
    functions = boto3.client("lambda")
    roles: dict[str, str] = {}
    environment: dict[str, str] = {}
    for function in template.functions():
        deployed = functions.get_function_configuration(FunctionName=resources[function.name])
        roles[function.name] = deployed["Role"]
        environment |= deployed["Environment"]["Variables"]
    return Stack(resources, roles, environment)


def _finish(stack: Stack) -> None:
    """What MiniStack's CloudFormation ignores, and the verified sender that an AWS account would have."""
    template = Template().resources
    lock: Any = template["AuditBucket"]["Properties"]["ObjectLockConfiguration"]
    lock["Rule"]["DefaultRetention"] = {"Mode": "GOVERNANCE", "Days": 1}
    boto3.client("s3").put_object_lock_configuration(
        Bucket=stack.resources["AuditBucket"], ObjectLockConfiguration=lock
    )
    tables = boto3.client("dynamodb")
    if (
        tables.describe_time_to_live(TableName=stack.resources["Table"])["TimeToLiveDescription"]["TimeToLiveStatus"]
        != "ENABLED"
    ):
        tables.update_time_to_live(
            TableName=stack.resources["Table"],
            TimeToLiveSpecification=template["Table"]["Properties"]["TimeToLiveSpecification"],
        )
    functions = boto3.client("lambda")
    for name, size in STREAM_BATCHES.items():
        for mapping in functions.list_event_source_mappings(FunctionName=stack.resources[name])["EventSourceMappings"]:
            if ":dynamodb:" in mapping["EventSourceArn"]:
                functions.update_event_source_mapping(UUID=mapping["UUID"], BatchSize=size)
    mail = boto3.client("sesv2")
    if SENDER not in [i["IdentityName"] for i in mail.list_email_identities()["EmailIdentities"]]:
        mail.create_email_identity(EmailIdentity=SENDER)
