"""AWS clients, made when first used: importing a function must open nothing."""

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sqs import SQSClient


@cache
def _client(service: str) -> Any:
    import boto3
    from botocore.config import Config

    retries = {"mode": "standard", "total_max_attempts": 3}
    return boto3.client(service, config=Config(retries=retries, connect_timeout=2, read_timeout=10))  # type: ignore[call-overload]


def dynamodb() -> Any:
    """Untyped on purpose: only portal/store/ may call it, and it speaks DynamoDB's wire types."""
    return _client("dynamodb")


def kms() -> "KMSClient":
    return _client("kms")


def s3() -> "S3Client":
    return _client("s3")


def secretsmanager() -> "SecretsManagerClient":
    return _client("secretsmanager")


def sesv2() -> "SESV2Client":
    return _client("sesv2")


def sqs() -> "SQSClient":
    return _client("sqs")
