"""Rotation where permissions bite: functions sign with keys of the stack's tag, and only the rotation makes such."""

from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.e2e.laptop import Laptop

TAG = "kinchart:SigningKey"
OWN, OTHER = "kinchart-local", "another-stack"


def kms_of(laptop: Laptop, function: str) -> Any:
    """KMS, asked as this function's role."""
    role = laptop.aws("lambda").get_function_configuration(FunctionName=laptop.functions[function])["Role"]
    made = laptop.aws("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
    keys = {
        "aws_access_key_id": made["AccessKeyId"],
        "aws_secret_access_key": made["SecretAccessKey"],
        "aws_session_token": made["SessionToken"],
    }
    return boto3.client("kms", endpoint_url=laptop.place.aws, region_name="us-east-1", **keys)


def tags(stack: str) -> list[dict[str, str]]:
    return [{"TagKey": TAG, "TagValue": stack}]


def may(run: Callable[..., Any], **named: Any) -> bool:
    try:
        run(**named)
    except ClientError as error:
        if error.response["Error"]["Code"] != "AccessDeniedException":
            raise
        return False
    return True


@pytest.mark.feature("A13", "X5")
def test_functions_sign_with_the_stacks_own_keys_only_and_nothing_else_makes_them(laptop: Laptop) -> None:
    told = laptop.sam("remote", "invoke", "RotateSigningKey", "--stack-name", OWN, "--event", "{}")
    assert told.count("signs_from") >= 2
    kms = laptop.aws("kms")
    foreign = kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY", Tags=tags(OTHER))["KeyMetadata"]["KeyId"]
    about = [kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"] for key in kms.list_keys()["Keys"]]
    data = next(key["KeyId"] for key in about if key["KeySpec"] == "SYMMETRIC_DEFAULT")
    own = [
        key["KeyId"]
        for key in about
        if key["KeyState"] == "Enabled" and tags(OWN)[0] in kms.list_resource_tags(KeyId=key["KeyId"])["Tags"]
    ]
    assert len(own) >= 2

    signs, rotates = kms_of(laptop, "InitiateAuth"), kms_of(laptop, "RotateSigningKey")
    what = {"Message": b"x", "SigningAlgorithm": "RSASSA_PKCS1_V1_5_SHA_256"}
    assert [may(signs.sign, KeyId=key, **what) for key in (*own, foreign)] == [True] * len(own) + [False]
    assert not may(rotates.sign, KeyId=own[0], **what)
    assert not may(kms_of(laptop, "GetUser").sign, KeyId=own[0], **what)
    assert not may(signs.create_key, Tags=tags(OWN))
    assert not may(rotates.create_key)
    assert not may(rotates.create_key, Tags=tags(OTHER))
    assert not may(rotates.schedule_key_deletion, KeyId=foreign)
    # Nor can the key that everything is encrypted with be made to look like one of them, and then be deleted.
    assert not may(rotates.tag_resource, KeyId=data, Tags=tags(OWN))
    assert not may(rotates.schedule_key_deletion, KeyId=data)
