"""Kinchart in this process, on moto: the template's table, keys, buckets and queues, and the gateway before them.

`settle` does what the table's stream and the queues do in the cloud: it hands what was written to Deliver, SealAudit,
ImportRecords, ExportRecords and CheckDocument, by the template's own filters.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any
from unittest.mock import patch

import boto3
from argon2 import PasswordHasher
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.kms.utils import generate_private_key
from moto.s3.models import s3_backends
from moto.sesv2.models import sesv2_backends
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends

from local.gateway import Gateway, HttpAnswer
from local.template import Template
from tests import leaks
from tests.transactions import quick_dynamodb, without_http

WEB, MOBILE = "web", "mobile"
REGION = "us-east-1"
FLOWS = "ALLOW_USER_PASSWORD_AUTH,ALLOW_USER_SRP_AUTH,ALLOW_REFRESH_TOKEN_AUTH"
ORIGIN = "https://portal.example"
FILTERS = {"Deliver": ("TABLE", "OUTBOX#"), "SealAudit": ("AUDIT_TABLE", "AUDIT#")}
"""Whose stream each of them reads, and what of it."""
QUEUES = {
    "ImportRecords": "IMPORT_QUEUE", "ExportRecords": "EXPORT_QUEUE", "Deliver": "RETRY_QUEUE",
    "CheckDocument": "CHECK_QUEUE",
}  # fmt: skip
"""Whose messages each of them gets. Of the last only S3 knows, and these tests."""


_make_client = boto3.client


@cache
def client(service: str, **how: Any) -> Any:
    """Making one takes longer than most of its calls; it serves every cloud of the process."""
    return _make_client(service, **how)


class Cloud:
    def __init__(self) -> None:
        self.template = Template()
        _make_resources(self.template)
        self.gateway = Gateway(self.template)

    def call(self, method: str, path: str, body: Any = b"", *, token: str = "", **headers: str) -> HttpAnswer:
        """An HTTP request; `token` is an access token, header names may use underscores."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            sent["authorization"] = f"Bearer {token}"
        sent.setdefault("user-agent", "Mozilla/5.0 (Windows NT 10.0) Chrome/150.0")
        answer = self.gateway.invoke(method, path, sent, body)
        leaks.note(body)
        leaks.note(answer)
        return answer

    def ops(self, name: str, event: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self.gateway.call(name, event)
        leaks.note([event, answer])
        return answer

    def settle(self) -> None:
        """Until nothing moves any more; each queue is looked at in each round."""
        while self._stream_once(*FILTERS) + sum(self._queue_once(function) for function in QUEUES):
            pass

    def mails(self, to: str) -> list[dict[str, Any]]:
        """Mails sent to an address, oldest first, as SES got them."""
        self._stream_once("Deliver")
        sent = sesv2_backends[DEFAULT_ACCOUNT_ID][REGION].core_backend.sent_messages
        return [{"subject": m.subject, "text": m.body} for m in sent if to in m.destinations["ToAddresses"]]

    def code(self, to: str) -> str:
        """The newest six-digit code that was mailed to an address."""
        return _newest_code([mail["text"] for mail in self.mails(to)])

    def texts(self, to: str) -> list[str]:
        """Text messages to a number, oldest first."""
        self._stream_once("Deliver")
        sent = sns_backends[DEFAULT_ACCOUNT_ID][REGION].sms_messages.values()
        return [message for number, message in sent if number == to]

    def note_sent(self) -> None:
        """For the tests that run last: what was mailed and texted."""
        for mail in sesv2_backends[DEFAULT_ACCOUNT_ID][REGION].core_backend.sent_messages:
            leaks.note_sent(mail.destinations["ToAddresses"][0], mail.body)
        for number, text in sns_backends[DEFAULT_ACCOUNT_ID][REGION].sms_messages.values():
            leaks.note_sent(number, text)

    def text_code(self, to: str) -> str:
        """The newest six-digit code that was texted to a number."""
        return _newest_code(self.texts(to))

    def _stream_once(self, *functions: str) -> bool:
        """Read in moto itself: its iterators lose the table when a transaction fails and a copy is put back."""
        moved = False
        for function in functions:
            table, prefix = FILTERS[function]
            shard = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[os.environ[table]].stream_shard
            assert shard is not None
            records = [record.to_json() for record in shard.items]
            shard.items.clear()
            moved |= bool(records)
            for record in records:
                if record["eventName"] == "INSERT" and record["dynamodb"]["Keys"]["pk"]["S"].startswith(prefix):
                    self.gateway.call(function, {"Records": [record]})
        return moved

    def _queue_once(self, function: str) -> bool:
        """One message at a time, as the functions get them. What failed is left to come again."""
        if not _queue(QUEUES[function]).messages:
            return False
        sqs, queue = client("sqs"), os.environ[QUEUES[function]]
        told = {"QueueUrl": queue, "AttributeNames": ["All"]}
        messages = sqs.receive_message(MaxNumberOfMessages=10, **told).get("Messages", [])
        for message in messages:
            receipt = message["ReceiptHandle"]
            record = {"messageId": message["MessageId"], "body": message["Body"], "receiptHandle": receipt}
            record |= {"eventSource": "aws:sqs", "attributes": message["Attributes"]}
            if not self.gateway.call(function, {"Records": [record]})["batchItemFailures"]:
                sqs.delete_message(QueueUrl=queue, ReceiptHandle=receipt)
        return bool(messages)


def _queue(name: str) -> Any:
    """In moto itself: an empty one need not be asked by HTTP."""
    return sqs_backends[DEFAULT_ACCOUNT_ID][REGION].queues[name]


def _newest_code(texts: list[str]) -> str:
    return next(m[1] for text in reversed(texts) if (m := re.search(r"\b(\d{6})\b", text)))


def _make_resources(template: Template) -> None:
    keep = ("AttributeDefinitions", "KeySchema", "LocalSecondaryIndexes", "GlobalSecondaryIndexes", "BillingMode")
    for table, name in (("Table", "kinchart"), ("AuditTable", "kinchart-audit")):
        properties = template.resources[table]["Properties"]
        stream = {"StreamEnabled": True, **properties["StreamSpecification"]}
        as_told = {k: properties[k] for k in keep if k in properties}
        client("dynamodb").create_table(TableName=name, StreamSpecification=stream, **as_told)
    told = template.resources["SigningKey"]["Properties"]
    tags = [{"TagKey": tag["Key"], "TagValue": "kinchart"} for tag in told["Tags"]]
    made = client("kms").create_key(KeySpec=told["KeySpec"], KeyUsage=told["KeyUsage"], Tags=tags)
    key = made["KeyMetadata"]["KeyId"]
    # Moto does not ask KMS for it; the tests of the signing keys count all that there are.
    data_key = f"arn:aws:kms:us-east-1:{DEFAULT_ACCOUNT_ID}:key/data"
    client("secretsmanager").create_secret(Name="secret", SecretString="s" * 64)
    # Made in moto itself: they are many, and each test makes all of them.
    for bucket in ("intake", "audit", "files", "documents"):
        s3_backends[DEFAULT_ACCOUNT_ID]["aws"].create_bucket(bucket, REGION)
    for name in QUEUES.values():
        sqs_backends[DEFAULT_ACCOUNT_ID][REGION].create_queue(name)
        os.environ[name] = f"https://sqs.{REGION}.amazonaws.com/{DEFAULT_ACCOUNT_ID}/{name}"
    _tell_of_uploads(template)
    client("sesv2").create_email_identity(EmailIdentity="portal@kinchart.example")
    os.environ |= {
        "TABLE": "kinchart", "AUDIT_TABLE": "kinchart-audit",
        "INTAKE_BUCKET": "intake", "AUDIT_BUCKET": "audit", "FILES_BUCKET": "files",
        "DOCUMENTS_BUCKET": "documents", "DATA_KEY": data_key, "MALWARE_SCAN": "no",
        "PORTAL_URL": ORIGIN, "SENDER": "portal@kinchart.example", "SIGNING_KEY": key,
        "USER_POOL_ID": "us-east-1_kinchart", "SECRET_ID": "secret", "EDGE_KEY": "",
        "WEB_CLIENT_ID": WEB, "MOBILE_CLIENT_ID": MOBILE,
        "MOBILE_AUTH_FLOWS": FLOWS, "COGNITO_NEW_DEVICE": "notice", "MFA_REQUIRED_CLIENTS": "",
    }  # fmt: skip


def _tell_of_uploads(template: Template) -> None:
    """By what S3 tells the check queue as the template has it; moto knows nothing of tags."""
    told = template.resources["DocumentsBucket"]["Properties"]["NotificationConfiguration"]["QueueConfigurations"][0]
    [rule] = told["Filter"]["S3Key"]["Rules"]
    arn = _queue("CHECK_QUEUE").queue_arn
    what = {"QueueArn": arn, "Events": [told["Event"]], "Filter": {"Key": {"FilterRules": [rule]}}}
    client("s3").put_bucket_notification_configuration(
        Bucket="documents", NotificationConfiguration={"QueueConfigurations": [what]}
    )


@contextmanager
def running(*, measured: bool = False) -> Iterator[Cloud]:
    """A cloud of one's own; what the layer keeps in memory is forgotten afterwards.

    `measured`: what passes for HTTP and the work of a password's hash stay, for those who measure them.
    """
    os.environ |= {"AWS_DEFAULT_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    with mock_aws(), patch("boto3.client", client), quick_dynamodb(), _keys_made_before(), ExitStack() as entered:
        for each in () if measured else (without_http, _little_work):
            entered.enter_context(each())
        cloud = Cloud()
        forget()
        try:
            yield cloud
        finally:
            cloud.note_sent()


@contextmanager
def _keys_made_before() -> Iterator[None]:
    """Making a key takes longer than most tests: the nth of each cloud is the same one."""
    numbers = count()
    with patch("moto.kms.models.generate_private_key", lambda spec: _nth_key(spec, next(numbers))):
        yield


@contextmanager
def _little_work() -> Iterator[None]:
    """Hashing a password and solving a captcha are meant to take long; test_password.py sees that they do."""
    little = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with patch("portal.identity.passwords._hasher", little), patch("portal.identity.captcha.WORK", 100):
        yield


@cache
def _nth_key(spec: str, _number: int) -> Any:
    return generate_private_key(spec)


def forget() -> None:
    """Clear what a process keeps: settings, keys."""
    from portal import sealing, settings
    from portal.identity import signing

    for kept in (settings.settings, sealing._master, sealing.key, signing._read, signing._public_half):
        kept.cache_clear()


class Clock:
    """The time that operations see; it stands still until it is moved."""

    def __init__(self) -> None:
        self.at = datetime.now(UTC).replace(microsecond=0)

    def now(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


def wrong_fields(answer: HttpAnswer) -> dict[str, str]:
    """What is wrong with each field, when that is the refusal."""
    assert (answer.status, problem(answer)) == (422, "invalid"), answer.body
    return {each["field"]: each["code"] for each in answer.json()["errors"]}


def problem(answer: HttpAnswer) -> str:
    """The slug of a refusal, after checking that it is problem details and no more."""
    assert answer.header("content-type") == "application/problem+json", answer.body
    told = json.loads(answer.body)
    assert told["status"] == answer.status
    assert {"type", "title", "status", "detail"} <= told.keys()
    return str(told["type"]).removeprefix("/problems/")
