"""The shortcuts of the cloud in this process change what a call costs, not what it answers."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.cloud import client, running

Json = dict[str, Any]
PLACE = {"pk": {"S": "ACCT#1"}, "sk": {"S": "ACCT"}}
ROW: Json = PLACE | {
    "gsi1pk": {"S": "X"}, "gsi1sk": {"S": "Y"}, "number": {"N": "1.50"}, "body": {"B": b"\x00\xff"},
    "map": {"M": {"list": {"L": [{"BOOL": True}, {"S": ""}, {"NULL": True}]}, "B": {"S": "no bytes"}}},
    "set": {"SS": ["a", "b"]},
}  # fmt: skip
OTHER = PLACE | {"sk": {"S": "OTHER"}}
ABSENT = {"ConditionExpression": "attribute_not_exists(pk)"}


def table(**more: Any) -> Json:
    return {"TableName": "kinchart", **more}


def listed(name: str, value: str, **more: Any) -> Json:
    return table(KeyConditionExpression=f"{name} = :v", ExpressionAttributeValues={":v": {"S": value}}, **more)


ASKED: list[tuple[str, Json]] = [
    ("put_item", table(Item=ROW)),
    ("put_item", table(Item=ROW, **ABSENT)),
    ("put_item", table(Item=ROW, **ABSENT, ReturnValuesOnConditionCheckFailure="ALL_OLD")),
    ("transact_write_items", {"TransactItems": [{"Put": table(Item=OTHER)}, {"Put": table(Item=ROW, **ABSENT)}]}),
    ("get_item", table(Key=OTHER)),
    ("transact_write_items", {"TransactItems": [{"Put": table(Item=OTHER)}, {"ConditionCheck": table(
        Key=PLACE, ConditionExpression="#n = :n", ExpressionAttributeNames={"#n": "number"},
        ExpressionAttributeValues={":n": {"N": "1.5"}})}]}),
    ("batch_get_item", {"RequestItems": {"kinchart": {"Keys": [PLACE, OTHER], "ConsistentRead": True}}}),
    ("query", listed("pk", "ACCT#1", Limit=1)),
    ("query", listed("pk", "ACCT#1", ScanIndexForward=False, ReturnConsumedCapacity="TOTAL")),
    ("query", listed("gsi1pk", "X", IndexName="GSI1")),
    ("update_item", table(Key=PLACE, UpdateExpression="SET #m = :m", ExpressionAttributeNames={"#m": "map"},
        ExpressionAttributeValues={":m": {"B": b"\xfe"}}, ReturnValues="ALL_NEW")),
    ("update_item", table(Key=PLACE, UpdateExpression="SET nothing")),
    ("get_item", {"TableName": "never", "Key": PLACE}),
    ("scan", table()),
    ("delete_item", table(Key=PLACE, ReturnValues="ALL_OLD")),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(ASKED)), ids=[f"{n} {asked[0]}" for n, asked in enumerate(ASKED)])
def test_without_http_a_call_answers_and_is_refused_alike(number: int, answers: tuple[list[Json], list[Json]]):
    by_http, without = answers
    assert without[number] == by_http[number]


@pytest.fixture(scope="module")
def answers() -> tuple[list[Json], list[Json]]:
    return _answers(measured=True), _answers(measured=False)


def _answers(*, measured: bool) -> list[Json]:
    with running(measured=measured):
        return [_answer(name, asked) for name, asked in ASKED]


def _answer(name: str, asked: Json) -> Json:
    try:
        told: Json = getattr(client("dynamodb"), name)(**asked)
    except ClientError as error:
        told = dict(error.response)
    return told | {"ResponseMetadata": told["ResponseMetadata"]["HTTPStatusCode"]}
