"""Objects in S3, as the buckets' policies take them; and the only two ways to one from outside: addresses and forms
that we signed, for one object and a short time."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, TypedDict

from portal import aws
from portal.settings import settings

#: Seconds for which an address is good.
GOOD_FOR = 300


class Encryption(TypedDict):
    ServerSideEncryption: Literal["aws:kms"]
    SSEKMSKeyId: str


@dataclass(frozen=True)
class Form:
    """`url` takes a form (multipart/form-data) of these `fields` and, last, the `file`."""

    url: str
    fields: dict[str, str]


def encrypted() -> Encryption:
    """What each put and copy has to say. Without the key's name S3 would take one that is not ours."""
    return {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": settings().data_key}


def form(bucket: str, key: str, most: int, good_for: timedelta, **also: str) -> Form:
    """For one object of 1 to `most` bytes; `also` are fields that must be just so, as `Content-Type`."""
    fields = {
        "x-amz-server-side-encryption": "aws:kms",
        "x-amz-server-side-encryption-aws-kms-key-id": settings().data_key,
        **also,
    }
    signed = aws.s3().generate_presigned_post(
        Bucket=bucket,
        Key=key,
        Fields=dict(fields),
        Conditions=[["content-length-range", 1, most], *({name: value} for name, value in fields.items())],
        ExpiresIn=int(good_for.total_seconds()),
    )
    return Form(signed["url"], signed["fields"])


def address(bucket: str, key: str, **shown: str) -> str:
    """From where S3 gives an object to whoever asks in the next five minutes. `shown` are `Response…` parameters, for
    an object that does not tell by itself how it is shown."""
    told = {"Bucket": bucket, "Key": key, **shown}
    return aws.s3().generate_presigned_url("get_object", Params=told, ExpiresIn=GOOD_FOR)
