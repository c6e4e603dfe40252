"""Sending what lies in the outbox: at least once, twice only when a sender dies between the sending and the noting.

The stream brings each item once. What cannot be sent then goes to a retry queue, which waits longer each time and gives
up into a dead-letter queue that an alarm watches.
"""

import json
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from portal import aws, invites, outbox, posting, store
from portal.access import rights
from portal.mail import render, render_text
from portal.messages import telling
from portal.settings import settings
from portal.store import Writes, where

LEASE = timedelta(seconds=45)
LONGEST_WAIT = 900


def deliver(outbox_id: str, at: datetime) -> None:
    """Send one item and delete it. Does nothing when it is gone, and queues it when it is early; raises what SES, SNS
    or SQS raise, and NotTaken.

    The lease keeps a second delivery of the same stream record from sending at the same moment.
    """

    key = store.keys.outbox(outbox_id)
    due = where("after").not_exists() | where("after").lte(at)
    free = where("pk").exists() & (where("busy_until").not_exists() | where("busy_until").lt(at)) & due
    item = store.update(key, set={"busy_until": at + LEASE}, when=free)
    if item is None:
        waits = store.get(key)
        if waits and waits.after and waits.after > at:
            queue(outbox_id, min(ceil((waits.after - at).total_seconds()), LONGEST_WAIT))
        elif waits:
            raise Busy
        return
    # Ours only: after LEASE another delivery may have it.
    ours = where("busy_until").eq(at + LEASE)
    try:
        with store.all_or_nothing() as write:
            sent = _sent(write, item.what, outbox.content(item), at)
            if sent:
                write.delete(key)
            else:
                write.update(key, remove=["busy_until"], when=ours)
    except Exception:
        store.update(key, remove=["busy_until"], when=ours)
        raise
    if not sent:
        raise NotTaken


def _sent(write: Writes, what: str, content: dict[str, Any], at: datetime) -> bool:
    """Send it, and say whether it arrived. What else changes by it is written in the caller's transaction."""
    if what == "webhook":
        return posting.send(write, content["practice"], content["delivery"], at)
    if what == "invites":
        invites.send_waiting(write, content["practice"], content["chart"], at)
    elif what == "team":
        telling.team(write, content, at)
    elif what == "notice":
        _notice(content, at)
    else:
        _SEND[what](content)
    return True


class NotTaken(Exception):
    """A practice's server did not take its message. It is noted; the message is to be sent again."""


class Busy(Exception):
    """Another delivery of the same item is under way, or died less than LEASE ago."""


def _mail(content: dict[str, Any]) -> None:
    subject, text, html = render(content["template"], content["language"], content["words"])
    parts = {"Text": {"Data": text, "Charset": "UTF-8"}, "Html": {"Data": html, "Charset": "UTF-8"}}
    aws.sesv2().send_email(
        FromEmailAddress=settings().sender,
        Destination={"ToAddresses": [content["to"]]},
        Content={"Simple": {"Subject": {"Data": subject, "Charset": "UTF-8"}, "Body": parts}},  # type: ignore[typeddict-item]
    )


def _notice(content: dict[str, Any], at: datetime) -> None:
    """To where the account has its mail now."""
    owner, needs = content["account"], content.get("needs")
    about = [store.keys.access(owner, needs["chart"]), store.keys.chart(needs["chart"])] if needs else []
    account, credential, *of_chart = store.fetch(store.keys.account(owner), store.keys.credential(owner), *about)
    if needs and rights(of_chart[0], of_chart[1], at).get(needs["section"]) not in (needs["right"], "write"):
        return
    if account and credential and account.notices.get(content["kind"], True):
        _mail(content | {"to": credential.email, "language": credential.language})


def _text(content: dict[str, Any]) -> None:
    aws.sns().publish(
        PhoneNumber=content["to"],
        Message=render_text(content["template"], content["language"], content["words"]),
        MessageAttributes={"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}},
    )


def _nothing(_content: dict[str, Any]) -> None:
    """It was asked for a name that nobody has."""


def _work(content: dict[str, Any]) -> None:
    queues = {"import": settings().import_queue, "export": settings().export_queue}
    aws.sqs().send_message(QueueUrl=queues[content["kind"]], MessageBody=json.dumps(content))


_SEND = {
    "mail": _mail, "text": _text, "work": _work, "nothing": _nothing,
}  # fmt: skip


def queue(outbox_id: str, seconds: int) -> None:
    """Hand an item to the retry queue, which brings it in so many seconds."""
    aws.sqs().send_message(QueueUrl=settings().retry_queue, MessageBody=outbox_id, DelaySeconds=seconds)


def retry_even_later(receipt: str, tries: int) -> None:
    """Let a message of the retry queue come back in 10 s, 20 s … 15 minutes; the queue itself counts and gives up."""
    delay = min(5 * 2**tries, LONGEST_WAIT)
    aws.sqs().change_message_visibility(QueueUrl=settings().retry_queue, ReceiptHandle=receipt, VisibilityTimeout=delay)
