"""What the buckets refuse, each tried as a function that may write there: puts that are not encrypted with our key,
plain HTTP where there is TLS, and every way to an object but an address that we signed.
"""

import json
import time
import uuid
from collections.abc import Iterator
from typing import Any

import boto3
import httpx
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from local.template import Template
from tests.e2e.laptop import Laptop

WRITERS = {
    "IntakeBucket": ("PutIntake", "bundles/a-test"),
    "FilesBucket": ("PutRecordFiles", "records/a-test"),
    "DocumentsBucket": ("PutQuarantine", "quarantine/an-account/a-member/put"),
    "AuditBucket": ("PutArchive", "a-test"),
}
"""Of each bucket that keeps data a policy by which functions may put there, and where: in the archive's folders would
be a chain."""

Json = dict[str, Any]


def buckets(laptop: Laptop) -> dict[str, str]:
    """Logical id → name."""
    made = laptop.aws("cloudformation").describe_stack_resources(StackName="kinchart-local")["StackResources"]
    return {r["LogicalResourceId"]: r["PhysicalResourceId"] for r in made if r["ResourceType"] == "AWS::S3::Bucket"}


def data_key(laptop: Laptop) -> str:
    """As every function gets it."""
    told: str = json.loads((laptop.place.state / "stack.json").read_text())["environment"]["DATA_KEY"]
    return told


def with_policy(laptop: Laptop, policy: str) -> Any:
    """S3 as a function sees it that has this policy."""
    function = next(f.name for f in Template().functions() if policy in f.policies)
    return laptop.acting_as(function, "s3", config=Config(signature_version="s3v4"))


def is_denied(call: Any, **told: Any) -> bool:
    try:
        call(**told)
    except ClientError as error:
        return str(error.response["Error"]["Code"]) == "AccessDenied"
    return False


def test_every_bucket_but_that_of_the_pages_keeps_data(laptop: Laptop) -> None:
    assert buckets(laptop).keys() - WRITERS.keys() == {"WebBucket"}


@pytest.mark.feature("X5", "X6")
@pytest.mark.parametrize("bucket", WRITERS)
def test_what_is_not_encrypted_with_our_key_is_refused(laptop: Laptop, bucket: str) -> None:
    policy, key = WRITERS[bucket]
    s3 = with_policy(laptop, policy)
    put: Json = {"Bucket": buckets(laptop)[bucket], "Key": key, "Body": b"made up"}
    ours = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": data_key(laptop)}
    assert is_denied(s3.put_object, **put), "nothing said"
    assert is_denied(s3.put_object, **put, ServerSideEncryption="AES256")
    assert s3.put_object(**put, **ours)["SSEKMSKeyId"] == data_key(laptop)
    form = s3.generate_presigned_post(put["Bucket"], key)
    assert httpx.post(form["url"], data=form["fields"], files={"file": b"made up"}).status_code == 403
    kept = laptop.aws("s3").head_object(Bucket=put["Bucket"], Key=key)
    assert (kept["ServerSideEncryption"], kept["SSEKMSKeyId"]) == tuple(ours.values())


@pytest.mark.feature("X5")
def test_everything_that_lies_in_a_bucket_of_data_is_encrypted_with_our_key(laptop: Laptop) -> None:
    s3, found = laptop.aws("s3"), 0
    for bucket in WRITERS:
        name = buckets(laptop)[bucket]
        for each in s3.list_objects_v2(Bucket=name, MaxKeys=200).get("Contents", []):
            assert s3.head_object(Bucket=name, Key=each["Key"]).get("SSEKMSKeyId") == data_key(laptop), each["Key"]
            found += 1
    assert found, "nothing was looked at"


@pytest.mark.feature("X5")
@pytest.mark.parametrize("bucket", WRITERS)
def test_where_there_is_a_certificate_plain_http_and_other_keys_are_refused(laptop: Laptop, bucket: str) -> None:
    """The template's own statements, on a bucket beside: the laptop speaks plain HTTP."""
    statements = Template().resources[f"{bucket}Policy"]["Properties"]["PolicyDocument"]["Statement"]
    with_certificate = {s["Fn::If"][1]["Sid"]: s["Fn::If"][1] for s in statements if "Fn::If" in s}
    assert all(s["Fn::If"][0] == "HasCertificate" for s in statements if "Fn::If" in s)
    assert with_certificate.keys() == {"OurKeyOnly", "TlsOnly"}
    tls_only = with_certificate["TlsOnly"]
    arn = {"Fn::GetAtt": [bucket, "Arn"]}
    assert tls_only["Resource"] == [arn, {"Fn::Sub": f"${{{bucket}.Arn}}/*"}]
    theirs = with_certificate["OurKeyOnly"]
    named = "s3:x-amz-server-side-encryption-aws-kms-key-id"
    assert theirs["Condition"] == {"StringNotEquals": {named: {"Fn::GetAtt": ["DataKey", "Arn"]}}}
    assert theirs["Resource"] == next(s for s in statements if s.get("Sid") == "EncryptedOnly")["Resource"]
    beside = f"beside-{uuid.uuid4().hex}"
    laptop.aws("s3").create_bucket(Bucket=beside)
    laptop.aws("s3").put_object(Bucket=beside, Key="one", Body=b"made up")
    anybody = somebody(laptop, beside)
    assert anybody.get_object(Bucket=beside, Key="one")["Body"].read() == b"made up"
    on_it = tls_only | {"Resource": [f"arn:aws:s3:::{beside}", f"arn:aws:s3:::{beside}/*"]}
    policy = {"Version": "2012-10-17", "Statement": [on_it]}
    laptop.aws("s3").put_bucket_policy(Bucket=beside, Policy=json.dumps(policy))
    assert is_denied(anybody.get_object, Bucket=beside, Key="one")
    assert is_denied(anybody.put_object, Bucket=beside, Key="two", Body=b"made up")
    assert is_denied(anybody.list_objects_v2, Bucket=beside)
    signed = anybody.generate_presigned_url("get_object", Params={"Bucket": beside, "Key": "one"}, ExpiresIn=300)
    assert httpx.get(signed).status_code == 403


def somebody(laptop: Laptop, bucket: str) -> Any:
    """A client of a role that may do everything with a bucket."""
    iam, name = laptop.aws("iam"), f"all-of-{bucket}"
    trusted = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps({"Statement": [trusted]}))["Role"]["Arn"]
    may = {"Effect": "Allow", "Action": "s3:*", "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]}
    policy = {"Version": "2012-10-17", "Statement": [may]}
    iam.put_role_policy(RoleName=name, PolicyName="all", PolicyDocument=json.dumps(policy))
    given = laptop.aws("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
    keys = (given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
    return boto3.Session(*keys, "us-east-1").client("s3", endpoint_url=laptop.place.aws)  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def anybody() -> Iterator[httpx.Client]:
    with httpx.Client() as client:
        yield client


@pytest.mark.feature("G5", "X5")
def test_nothing_in_a_bucket_of_data_is_given_without_an_address_that_we_signed(
    laptop: Laptop, anybody: httpx.Client
) -> None:
    looked_at = set()
    for bucket in WRITERS:
        top = f"{laptop.place.aws}/{buckets(laptop)[bucket]}"
        for method, url in [("GET", top), ("GET", f"{top}?versions"), ("PUT", f"{top}/x"), ("POST", top)]:
            file = {"file": b"x"} if method == "POST" else None
            assert anybody.request(method, url, files=file).status_code >= 400, (method, url)
        listed = laptop.aws("s3").list_objects_v2(Bucket=buckets(laptop)[bucket], MaxKeys=20).get("Contents", [])
        for each in listed:
            for method in ("GET", "HEAD", "PUT", "DELETE"):
                assert anybody.request(method, f"{top}/{each['Key']}").status_code == 403, (method, each["Key"])
            looked_at.add(bucket)
    assert looked_at == WRITERS.keys()


SIGNERS = {
    "GetRecordFiles": ("FilesBucket", "records/a-chart/a-file"),
    "GetExports": ("FilesBucket", "exports/an-account/a-file.pdf"),
    "GetDocuments": ("DocumentsBucket", "documents/an-account/a-document"),
}
"""Policies by which functions sign addresses, and of what."""


@pytest.mark.feature("G5", "X5")
def test_a_signed_address_is_of_one_object_and_dies_with_its_time(laptop: Laptop) -> None:
    ours = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": data_key(laptop)}
    short = []
    for policy, (bucket, key) in SIGNERS.items():
        where = {"Bucket": buckets(laptop)[bucket], "Key": key}
        laptop.aws("s3").put_object(**where, Body=b"made up", **ours)
        laptop.aws("s3").put_object(**where | {"Key": f"{key}-2"}, Body=b"another's", **ours)
        signer = with_policy(laptop, policy)
        url = signer.generate_presigned_url("get_object", Params=where, ExpiresIn=300)
        assert httpx.get(url).content == b"made up"
        longer = url.replace("Expires=300", "Expires=604800")
        for changed in (url.replace(key, f"{key}-2"), longer, url.partition("?")[0]):
            assert httpx.get(changed).status_code == 403, changed
        for method in ("PUT", "DELETE"):
            assert httpx.request(method, url).status_code == 403
        short.append(signer.generate_presigned_url("get_object", Params=where, ExpiresIn=1))
    time.sleep(2.5)
    for url in short:
        assert httpx.get(url).status_code == 403, url


@pytest.mark.feature("G5", "X5")
def test_a_signed_form_takes_one_object_and_dies_with_its_time(laptop: Laptop) -> None:
    s3, name = with_policy(laptop, "PutQuarantine"), buckets(laptop)["DocumentsBucket"]
    fields = {
        "x-amz-server-side-encryption": "aws:kms",
        "x-amz-server-side-encryption-aws-kms-key-id": data_key(laptop),
    }
    rules = [{field: value} for field, value in fields.items()]
    form = s3.generate_presigned_post(
        name, "quarantine/an-account/a-member/form", Fields=dict(fields), Conditions=rules, ExpiresIn=2
    )
    url, told, file = form["url"], form["fields"], {"file": b"made up"}
    elsewhere = ({"key": "quarantine/another/a-member/form"}, {"key": "documents/an-account/form"})
    for changed in (*elsewhere, {"x-amz-server-side-encryption": "AES256"}):
        assert httpx.post(url, data=told | changed, files=file).status_code == 403, changed
    assert httpx.post(url, data=told, files=file).status_code == 204
    time.sleep(2.5)
    assert httpx.post(url, data=told, files=file).status_code == 403
