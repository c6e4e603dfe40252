"""The HTTP API's routes in MiniStack, which does not import the OpenAPI body that SAM gives an HTTP API.

With them a test can drive the real Lambdas at `<aws>/_aws/execute-api/<api>/$default/…`.
"""

import boto3

from local.template import Template


def connect_routes(template: Template, resources: dict[str, str]) -> None:
    """Make the API's routes those of the template; `resources` maps logical to physical ids."""
    gateway, functions = boto3.client("apigatewayv2"), boto3.client("lambda")
    api = resources["Api"]
    kept = {route["RouteKey"]: route["RouteId"] for route in gateway.get_routes(ApiId=api, MaxResults="500")["Items"]}
    wanted = {f"{f.method} {f.path}": f.name for f in template.functions() if f.path}
    for key in kept.keys() - wanted.keys():
        gateway.delete_route(ApiId=api, RouteId=kept[key])
    for key in wanted.keys() - kept.keys():
        arn = functions.get_function_configuration(FunctionName=resources[wanted[key]])["FunctionArn"]
        integration = gateway.create_integration(
            ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=arn, PayloadFormatVersion="2.0"
        )
        gateway.create_route(ApiId=api, RouteKey=key, Target=f"integrations/{integration['IntegrationId']}")
    if not gateway.get_stages(ApiId=api)["Items"]:
        gateway.create_stage(ApiId=api, StageName="$default", AutoDeploy=True)
