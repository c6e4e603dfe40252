"""Cognito's SignUp, ConfirmSignUp and ResendConfirmationCode, for clients that know no invitation page (B3).

The invitation's token and the date of birth come with SignUp. The later steps know only the username, so the sign-up
lies where the username leads. To them a name that nobody signs up with looks like one that somebody does.
"""

from datetime import datetime

from portal import activation, ids, invites, outbox, store
from portal.activation import NewAccount
from portal.attributes import Delivery
from portal.dates import birth_date as parsed_birth_date
from portal.errors import AttemptsExceeded, CodeExpired, CodeRefused, Invalid, InviteGone, InviteNotFound, TicketExpired
from portal.identity import limits, names, reset
from portal.identity.even import even, even_refusals
from portal.store.items import Seen, Signup

WRONG = "Invalid verification code provided, please try again."


def _ticket_id(username: str) -> str:
    return ids.derived("sign-up", names.alias_digest(username))


def sign_up(
    token: str, birth_date: str, wanted: NewAccount, at: datetime, source: dict[str, str]
) -> tuple[str, Delivery]:
    """Keep the sign-up and mail its code; the new account's id, and where the code went.

    The invite's 256 bits and five dates of birth are the limit here; there is no captcha.
    """
    born = parsed_birth_date(birth_date, at.date())
    invite = invites.count_try(token, at)
    ticket_id = _ticket_id(wanted.username)
    chart, holder, other = store.fetch(
        store.keys.chart(invite.chart_id),
        store.keys.alias(names.alias_digest(wanted.username)),
        store.keys.signup(ticket_id),
    )
    if chart.birth_date != born:
        invites.refuse(invite, chart, at, source)
    try:
        activation.check(wanted, invite, holder or _others(other, invite.chart_id, at))
    except Invalid:
        # The date was right: its try does not count.
        store.update(invite.key(), set=invites.PROVED, when=invites.usable(at))
        raise
    with store.all_or_nothing() as write:
        signup = activation.keep(write, ticket_id, invite, wanted, at, **invites.PROVED)
        write.put(invites.practice_entry(invite, "invite.verified", at, source))
    return signup.account_id, _by_mail(invite.email)


def _others(signup: Signup | None, chart_id: str, at: datetime) -> Signup | None:
    """A sign-up under this name for another chart, while it lasts. For the same one it is begun anew."""
    return signup if signup and signup.chart_id != chart_id and signup.ttl > at.timestamp() else None


@even_refusals
def confirm(username: str, code: str, at: datetime, source: dict[str, str]) -> None:
    """The code came back: make the account. CodeRefused is the same whatever was wrong."""
    try:
        proved = activation.prove(_ticket_id(username), code, at)
    except (AttemptsExceeded, CodeExpired, CodeRefused, InviteGone, InviteNotFound, TicketExpired):
        raise CodeRefused(WRONG) from None
    with store.all_or_nothing() as write:
        activation.make_account(write, proved, activation.credential_of(proved), at, source)


@even
def resend(username: str, at: datetime) -> Delivery:
    """Another code; the one before is dead."""
    digest, ticket_id = names.alias_digest(username), _ticket_id(username)
    signup = store.get(store.keys.signup(ticket_id))
    invite = store.get(store.keys.invite(signup.invite if signup else ticket_id))
    with store.all_or_nothing() as write:
        limits.count_sending(write, "sign-up", digest, at)
        if signup and invite and signup.state == "waiting" and invites.state_of(invite, at) in invites.OPEN:
            activation.renew_code(write, invite, signup, at)
            return _by_mail(invite.email)
        nobody = outbox.mail(reset.made_up(digest), "code", "en", at, code="000000")
        for item in (outbox.to_nobody(nobody), Seen(digest=ids.new(), ttl=int(at.timestamp()))):
            write.put(item)
        return _by_mail(reset.made_up(digest))


def _by_mail(address: str) -> Delivery:
    return Delivery(names.masked(address), "EMAIL", "email")
