"""Each function may do what it does, and nothing else: the policies of template.yaml against the calls of a walk.

What SAM adds by itself is left out: reading the stream and the queues that trigger a function, and writing logs.
"""

import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from samtranslator.translator.transform import transform

from local.place import ROOT
from local.recorder import Recorder
from local.routes import CALLER, TAG, with_one_caller
from local.template import Function, Template, read
from tests.cloud import Clock, running
from tests.walk import everything, send_keys, start_cold

Grant = tuple[str, str]
"""An action, and the logical id of what it is done to."""

TEMPLATE = Template()
ANYTHING = "*"
MOST_POLICIES = 10
"""Managed policies that AWS attaches to one role; SAM adds one for logs and one for each kind of trigger."""


@pytest.fixture(scope="module")
def used() -> dict[str, set[Grant]]:
    """What each function did on the walk."""
    found: dict[str, set[Grant]] = defaultdict(set)
    with pytest.MonkeyPatch.context() as patched, running() as cloud:
        recorder, clock = Recorder(), Clock()
        patched.setattr("portal.clock.now", clock.now)

        @contextmanager
        def recorded(function: Function) -> Iterator[None]:
            start_cold()
            with recorder.calls() as calls:
                yield
            found[function.name] |= {(action, logical(target)) for call in calls for action, target in call.grants}

        cloud.gateway.around = recorded
        send_keys(cloud)
        everything(cloud, clock)
    return found


def logical(resource: str) -> str:
    """The logical id behind a name: the template gives functions the names by environment variables. `*` is itself."""
    if resource == ANYTHING:
        return resource
    # Keys that a rotation made are in no variable.
    if re.fullmatch(r"[0-9a-f-]{36}", resource):
        return "SigningKey"
    variables = TEMPLATE.document["Globals"]["Function"]["Environment"]["Variables"]
    return next(
        value["Ref"] for name, value in variables.items() if os.environ.get(name) == resource and "Ref" in value
    )


def allowed(policy: str) -> set[Grant]:
    """What a policy allows. `Table.Arn` and `${Table.Arn}/index/*` are both the Table."""
    grants = set()
    for statement in TEMPLATE.resources[policy]["Properties"]["PolicyDocument"]["Statement"]:
        if statement["Effect"] == "Allow":
            actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
            text = json.dumps(statement)
            targets = {name for name in (*TEMPLATE.resources, "Sender") if re.search(rf'["{{]{name}["}}.]', text)}
            targets |= {"SigningKey"} if "key/*" in text else set()
            targets |= {ANYTHING} if not targets and statement.get("Resource", ANYTHING) == ANYTHING else set()
            grants |= {(action, target) for action in actions for target in targets}
    return grants


POLICIES = {n: allowed(n) for n, r in TEMPLATE.resources.items() if r["Type"] == "AWS::IAM::ManagedPolicy"}


def test_every_policy_says_for_what_it_is():
    assert [name for name, grants in POLICIES.items() if not grants] == []


def test_the_walk_reaches_every_function(used: dict[str, set[Grant]]):
    assert used.keys() == {f.name for f in TEMPLATE.functions()}


@pytest.mark.parametrize("function", TEMPLATE.functions(), ids=lambda function: function.name)
def test_a_function_may_do_what_it_does_and_nothing_else(used: dict[str, set[Grant]], function: Function):
    wrong = []
    granted = {grant for policy in function.policies for grant in POLICIES[policy]}
    for action, target in sorted(used[function.name] - granted):
        offered = [policy for policy, grants in POLICIES.items() if (action, target) in grants]
        wrong.append(f"add !Ref {' or '.join(offered) or 'a new policy'} to {function.name}: {action} on {target}")
    for policy in function.policies:
        needless = sorted(POLICIES[policy] - used[function.name])
        told = ", ".join(f"{action} on {target}" for action, target in needless)
        if needless and len(needless) == len(POLICIES[policy]):
            wrong.append(f"remove !Ref {policy} from {function.name}: it never does {told}")
        elif needless:
            wrong.append(f"split {policy} for {function.name}: it never does {told}")
    assert not wrong, "\n".join(wrong)


def test_no_policy_is_left_over_and_no_role_has_too_many():
    functions = TEMPLATE.functions()
    assert POLICIES.keys() == {policy for function in functions for policy in function.policies}
    for function in functions:
        events = TEMPLATE.resources[function.name]["Properties"].get("Events", {}).values()
        sams_own = 1 + len({event["Type"] for event in events} & {"DynamoDB", "SQS"})
        assert len(function.policies) + sams_own <= MOST_POLICIES, function.name


def test_a_role_is_shared_by_those_that_need_the_same_and_a_set_that_three_need_has_one():
    """CloudFormation takes 500 resources, and a role for each function would be a third of them."""
    roles = {n: r["Properties"] for n, r in TEMPLATE.resources.items() if r["Type"] == "AWS::IAM::Role"}
    roles = {n: properties for n, properties in roles.items() if "lambda.amazonaws.com" in json.dumps(properties)}
    users, sets = Counter[str](), Counter[frozenset[str]]()
    for function in TEMPLATE.functions():
        properties = TEMPLATE.resources[function.name]["Properties"]
        sets[frozenset(function.policies)] += 1
        if role := properties.get("Role", {}).get("Fn::GetAtt"):
            users[role[0]] += 1
            assert "Policies" not in properties, function.name
    shared = [frozenset(p["Ref"] for p in r["ManagedPolicyArns"] if "Ref" in p) for r in roles.values()]
    assert len(shared) == len(set(shared))
    assert {n: users[n] for n in roles if users[n] < 3} == {}
    own = {
        s
        for f in TEMPLATE.functions()
        if "Role" not in TEMPLATE.resources[f.name]["Properties"]
        for s in [frozenset(f.policies)]
    }
    assert not own & set(shared), f"has a role already: {[sorted(each) for each in own & set(shared)]}"
    assert [sorted(each) for each, times in sets.items() if times > 2 and each not in shared] == []


@pytest.fixture(scope="module")
def expanded() -> dict[str, Any]:
    """What SAM makes of the template that is deployed."""
    return expand(with_one_caller(read(ROOT / "template.yaml")))


def expand(document: dict[str, Any]) -> dict[str, Any]:
    """SAM's own transform, of what `sam deploy` has uploaded."""
    document["Globals"]["Function"]["CodeUri"] = "s3://bucket/functions"
    for resource in document["Resources"].values():
        if resource["Type"] == "AWS::Serverless::LayerVersion":
            resource["Properties"]["ContentUri"] = "s3://bucket/layer"
    nothing_of_amazons = SimpleNamespace(load=dict)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("AWS_DEFAULT_REGION", "us-east-1")
        made: dict[str, Any] = transform(document, {}, nothing_of_amazons)
    return made


def test_the_stack_has_room(expanded: dict[str, Any]):
    """CloudFormation takes 500 resources and a megabyte, an HTTP API 300 integrations."""
    functions = TEMPLATE.functions()
    assert len(expanded["Resources"]) - len(functions) < 155
    assert len(functions) < 330
    assert len(json.dumps(expanded)) < 900_000
    assert sum(bool(f.path) for f in functions) < 290


def test_every_route_is_the_one_that_sam_would_make_and_calls_as_one_role(expanded: dict[str, Any]):
    paths = expanded["Resources"]["Api"]["Properties"]["Body"]["paths"]
    operations = [operation for path in paths.values() for operation in path.values()]
    assert len(operations) == sum(bool(f.path) for f in TEMPLATE.functions())
    for operation in operations:
        assert operation["x-amazon-apigateway-integration"].pop("credentials") == {"Fn::GetAtt": [CALLER, "Arn"]}
    sams = expand(read(ROOT / "template.yaml"))["Resources"]
    assert paths == sams["Api"]["Properties"]["Body"]["paths"]
    left_out = {n for n, r in sams.items() if r["Properties"].get("Principal") == "apigateway.amazonaws.com"}
    assert (expanded["Resources"].keys(), len(left_out)) == (sams.keys() - left_out, len(operations))


def test_the_api_may_call_what_has_a_route_and_nothing_else(expanded: dict[str, Any]):
    role = TEMPLATE.resources[CALLER]["Properties"]
    [statement] = role["Policies"][0]["PolicyDocument"]["Statement"]
    stack = {"Ref": "AWS::StackName"}
    assert statement["Action"] == "lambda:InvokeFunction"
    assert statement["Condition"] == {"StringEquals": {f"aws:ResourceTag/{TAG}": stack}}
    functions = {n: r for n, r in expanded["Resources"].items() if r["Type"] == "AWS::Lambda::Function"}
    tagged = {n for n, r in functions.items() if {"Key": TAG, "Value": stack} in r["Properties"]["Tags"]}
    assert tagged == {f.name for f in TEMPLATE.functions() if f.path}
    permissions = [r["Properties"] for r in expanded["Resources"].values() if r["Type"] == "AWS::Lambda::Permission"]
    assert "apigateway.amazonaws.com" not in {p["Principal"] for p in permissions}


@pytest.mark.feature("A8")
@pytest.mark.parametrize("function", TEMPLATE.functions(), ids=lambda function: function.name)
def test_no_function_may_change_or_delete_anything_in_the_audits_table(function: Function):
    granted = {action for policy in function.policies for action, target in POLICIES[policy] if target == "AuditTable"}
    assert granted <= {"dynamodb:PutItem", "dynamodb:BatchGetItem", "dynamodb:Query"}
