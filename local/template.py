"""Reads template.yaml, so that routes and headers have one home."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from local.place import ROOT


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's tags: `!Ref X` becomes {"Ref": X}, `!Sub X` {"Fn::Sub": X} and so on."""


def _tag(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        assert isinstance(node, yaml.MappingNode)
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _tag)


@dataclass(frozen=True)
class Function:
    """One function of the template. `method` and `path` are empty when it has no route."""

    name: str
    handler: str
    method: str
    path: str
    policies: tuple[str, ...]


def read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.load(path.read_text(), _Loader)
    return document


_document = cache(read)
"""The file is long, and many ask for it."""


class Template:
    def __init__(self, path: Path = ROOT / "template.yaml") -> None:
        self.document = _document(path)
        self.resources: dict[str, Any] = self.document["Resources"]

    def functions(self) -> list[Function]:
        found = []
        for name, resource in self.resources.items():
            if resource["Type"] != "AWS::Serverless::Function":
                continue
            properties = resource["Properties"]
            events = properties.get("Events", {}).values()
            http: dict[str, str] = next((e["Properties"] for e in events if e["Type"] == "HttpApi"), {})
            policies = tuple(self._policies(properties))
            found.append(Function(name, properties["Handler"], http.get("Method", ""), http.get("Path", ""), policies))
        return found

    def _policies(self, properties: dict[str, Any]) -> Iterator[str]:
        """Those of its own role, or of the one that it has in common with others; not AWS's own for logs."""
        if "Role" in properties:
            role = self.resources[properties["Role"]["Fn::GetAtt"][0]]["Properties"]
            yield from (each["Ref"] for each in role["ManagedPolicyArns"] if "Ref" in each)
        else:
            yield from (each["Ref"] for each in properties.get("Policies", []))

    def allowed(self, policy: str) -> set[str]:
        """The actions that a managed policy allows."""
        statements = self.resources[policy]["Properties"]["PolicyDocument"]["Statement"]
        actions: set[str] = set()
        for statement in statements:
            if statement["Effect"] == "Allow":
                action = statement["Action"]
                actions.update([action] if isinstance(action, str) else action)
        return actions

    def headers(self, path: str) -> dict[str, tuple[str, bool]]:
        """What CloudFront adds to the answer for a path: name → (value, whether it replaces the origin's own)."""
        policy, _ = self._behaviour(path)
        return _headers(self.resources[policy])

    def is_api(self, path: str) -> bool:
        """Whether CloudFront passes this path to the API."""
        return self._behaviour(path)[1] == "api"

    def _behaviour(self, path: str) -> tuple[str, str]:
        config = self.resources["Web"]["Properties"]["DistributionConfig"]
        behaviours = [*config["CacheBehaviors"], {**config["DefaultCacheBehavior"], "PathPattern": "*"}]
        chosen = next(b for b in behaviours if fnmatchcase(path, b["PathPattern"]))
        return chosen["ResponseHeadersPolicyId"]["Ref"], chosen["TargetOriginId"]


def _headers(policy: dict[str, Any]) -> dict[str, tuple[str, bool]]:
    config = policy["Properties"]["ResponseHeadersPolicyConfig"]
    headers: dict[str, tuple[str, bool]] = {}
    for kind, rule in config["SecurityHeadersConfig"].items():
        name, value = _security_header(kind, rule)
        headers[name] = (value, rule["Override"])
    for item in config["CustomHeadersConfig"]["Items"]:
        headers[item["Header"]] = (item["Value"], item["Override"])
    return headers


def _security_header(kind: str, rule: dict[str, Any]) -> tuple[str, str]:
    match kind:
        case "ContentSecurityPolicy":
            return "Content-Security-Policy", rule["ContentSecurityPolicy"]["Fn::Sub"]
        case "ContentTypeOptions":
            return "X-Content-Type-Options", "nosniff"
        case "FrameOptions":
            return "X-Frame-Options", rule["FrameOption"]
        case "ReferrerPolicy":
            return "Referrer-Policy", rule["ReferrerPolicy"]
        case "StrictTransportSecurity":
            flags = (("IncludeSubdomains", "; includeSubDomains"), ("Preload", "; preload"))
            value = f"max-age={rule['AccessControlMaxAgeSec']}" + "".join(text for key, text in flags if rule.get(key))
            return "Strict-Transport-Security", value
    raise KeyError(kind)
