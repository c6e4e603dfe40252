"""Each operation has the credentials of its function's role, so `make run` enforces template.yaml's policies."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import boto3
from botocore.credentials import Credentials, ReadOnlyCredentials

if TYPE_CHECKING:
    from mypy_boto3_sts import STSClient

EARLY = timedelta(minutes=5)


class Roles(Credentials):
    """The default session's credentials: those of the role that was taken on last. One role at a time in a process."""

    def __init__(self, arns: dict[str, str]) -> None:
        """`arns` maps a function's logical id to its role. Must be made before the first boto3 client."""
        super().__init__("", "")
        self._arns = arns
        self._kept: dict[str, tuple[ReadOnlyCredentials, datetime]] = {}
        self._current: ReadOnlyCredentials | None = None
        self._sts: STSClient = boto3.Session().client("sts")
        boto3.setup_default_session()
        boto3._get_default_session()._session._credentials = self  # type: ignore[attr-defined]

    @contextmanager
    def of(self, function: str) -> Iterator[None]:
        """Calls to AWS inside the `with` are made as this function."""
        self._current = self._assume(self._arns[function])
        try:
            yield
        finally:
            self._current = None

    def get_frozen_credentials(self) -> ReadOnlyCredentials:
        """What botocore signs each request with."""
        if self._current is None:
            raise RuntimeError("A call to AWS outside of any function")
        return self._current

    def _assume(self, arn: str) -> ReadOnlyCredentials:
        kept, end = self._kept.get(arn, (None, datetime.min.replace(tzinfo=UTC)))
        if kept is None or end - EARLY < datetime.now(UTC):
            answer = self._sts.assume_role(RoleArn=arn, RoleSessionName="laptop")["Credentials"]
            kept = ReadOnlyCredentials(answer["AccessKeyId"], answer["SecretAccessKey"], answer["SessionToken"])
            self._kept[arn] = (kept, answer["Expiration"])
        return kept
