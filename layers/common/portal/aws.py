"""AWS clients, made when first used: importing a function must open nothing."""

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient


@cache
def _client(service: str) -> Any:
    import boto3
    from botocore.config import Config

    config = Config(
        retries={"mode": "standard", "total_max_attempts": 3},
        connect_timeout=2,
        read_timeout=10,
        # Signed addresses of encrypted objects need version 4, which botocore does not take for them everywhere.
        signature_version="s3v4" if service == "s3" else None,
    )
    return boto3.client(service, config=config)  # type: ignore[call-overload, arg-type, unused-ignore]


def dynamodb() -> Any:
    """Untyped on purpose: only portal/store/ may call it, and it speaks DynamoDB's wire types."""
    return _client("dynamodb")


def kms() -> "KMSClient":
    client: KMSClient = _client("kms")
    return client


def s3() -> "S3Client":
    client: S3Client = _client("s3")
    return client


def secretsmanager() -> "SecretsManagerClient":
    client: SecretsManagerClient = _client("secretsmanager")
    return client


def sesv2() -> "SESV2Client":
    client: SESV2Client = _client("sesv2")
    return client


def sns() -> "SNSClient":
    client: SNSClient = _client("sns")
    return client


def sqs() -> "SQSClient":
    client: SQSClient = _client("sqs")
    return client
