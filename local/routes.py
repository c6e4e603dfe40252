"""The HTTP API's routes as one document, in which one role calls every operation.

For each route's event SAM would make a Lambda::Permission, and a stack has at most 500 resources. So what `sam build`
made is changed before `sam deploy`: the events go, and the API gets the OpenAPI document that SAM would write of them,
with the role in it. template.yaml stays as SAM has it, and remains the only place where a route is written.
"""

import json
import re
from pathlib import Path
from typing import Any

import boto3

from local.template import read

CALLER = "CallsOperations"
"""The role: it may call what has the tag, and only what has a route gets the tag."""
TAG = "kinchart:Api"
ANY = "x-amazon-apigateway-any-method"


def gather_routes(built: Path) -> None:
    """Change the template that `sam build` made."""
    built.write_text(json.dumps(with_one_caller(read(built)), indent=1))


def with_one_caller(document: dict[str, Any]) -> dict[str, Any]:
    """The same template without HttpApi events; it is changed in place."""
    paths: dict[str, dict[str, Any]] = {}
    for name, resource in document["Resources"].items():
        events = resource.get("Properties", {}).get("Events", {})
        for event in [each for each, told in events.items() if told["Type"] == "HttpApi"]:
            route = events.pop(event)["Properties"]
            method = ANY if route["Method"] == "ANY" else route["Method"].lower()
            paths.setdefault(route["Path"], {})[method] = _operation(name, route["Path"])
            resource["Properties"].setdefault("Tags", {})[TAG] = {"Ref": "AWS::StackName"}
    info = {"title": {"Ref": "AWS::StackName"}, "version": "1.0"}
    document["Resources"]["Api"]["Properties"]["DefinitionBody"] = {"openapi": "3.0.1", "info": info, "paths": paths}
    return document


def _operation(function: str, path: str) -> dict[str, Any]:
    uri = "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${%s.Arn}/invocations"
    operation: dict[str, Any] = {
        "x-amazon-apigateway-integration": {
            "type": "aws_proxy",
            "httpMethod": "POST",
            "payloadFormatVersion": "2.0",
            "uri": {"Fn::Sub": uri % function},
            "credentials": {"Fn::GetAtt": [CALLER, "Arn"]},
        },
        "responses": {},
    }
    if names := re.findall(r"{(.*?)}", path):
        operation["parameters"] = [{"name": name, "in": "path", "required": True} for name in names]
    return operation


def connect_routes(stack: str, resources: dict[str, str]) -> None:
    """What an HTTP API does with its document, and MiniStack does not; `resources` maps logical to physical ids.

    With the routes a test can drive the real Lambdas at `<aws>/_aws/execute-api/<api>/$default/…`. MiniStack calls them
    without the role: it asks nobody for permission here.
    """
    gateway, functions = boto3.client("apigatewayv2"), boto3.client("lambda")
    api, wanted = resources["Api"], _deployed_routes(stack)
    integrations = gateway.get_integrations(ApiId=api, MaxResults="500")["Items"]
    uris = {each["IntegrationId"]: each["IntegrationUri"] for each in integrations}
    for route in gateway.get_routes(ApiId=api, MaxResults="500")["Items"]:
        key, integration = route["RouteKey"], route["Target"].removeprefix("integrations/")
        if key in wanted and uris[integration].endswith(f":{resources[wanted[key]]}"):
            del wanted[key]
        else:
            gateway.delete_route(ApiId=api, RouteId=route["RouteId"])
            gateway.delete_integration(ApiId=api, IntegrationId=integration)
    for key, function in wanted.items():
        arn = functions.get_function_configuration(FunctionName=resources[function])["FunctionArn"]
        integration = gateway.create_integration(
            ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=arn, PayloadFormatVersion="2.0"
        )["IntegrationId"]
        gateway.create_route(ApiId=api, RouteKey=key, Target=f"integrations/{integration}")
    if not gateway.get_stages(ApiId=api)["Items"]:
        gateway.create_stage(ApiId=api, StageName="$default", AutoDeploy=True)


def _deployed_routes(stack: str) -> dict[str, str]:
    """`GET /path` → the function's logical id."""
    body = boto3.client("cloudformation").get_template(StackName=stack, TemplateStage="Processed")["TemplateBody"]
    template: dict[str, Any] = json.loads(body) if isinstance(body, str) else body
    paths = template["Resources"]["Api"]["Properties"]["Body"]["paths"]
    return {
        f"{'ANY' if method == ANY else method.upper()} {path}": _function(operation)
        for path, operations in paths.items()
        for method, operation in operations.items()
    }


def _function(operation: dict[str, Any]) -> str:
    """The inverse of `_operation`."""
    found = re.search(r"(\w+)\.Arn", operation["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"])
    assert found
    return found[1]
