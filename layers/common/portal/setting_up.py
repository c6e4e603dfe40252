"""The set-up form (D2, D4): staff make the patient's own account, or invite a representative."""

from dataclasses import replace
from typing import Literal

from pydantic import BaseModel, Field

from portal import accounts, finder, granting, ids, invites, inviting, store
from portal.access import OWN_RECORD, Section
from portal.accounts import AccountShown, Credentials, Entry
from portal.errors import FieldError, Invalid
from portal.family import SELF
from portal.identity import names, temporary
from portal.inviting import InviteShown, WantedInvite, address_errors, name_errors, tidy
from portal.settings import settings
from portal.staff import StaffOnChart
from portal.store import Writes
from portal.store.items import Access, Account, Alias, Credential, Member
from portal.store.items.account import Right


class WantedAccount(BaseModel):
    """What the form says. The e-mail address may be left out where it is the username."""

    username: str
    email: str | None = None
    given: str
    family: str
    access_type: Literal["self", "authorized-rep"]
    force_password_change: bool = Field(True, description="a temporary password is changed in any case")
    permissions: dict[Section, Right] = Field({}, description="a representative's, by section")


class MadeAccount(BaseModel):
    """An account with its credentials, for the patient; an invitation, for a representative."""

    account: AccountShown | None = None
    invite: InviteShown | None = None
    credentials: Credentials | None = None


def set_up(staff: StaffOnChart, wanted: WantedAccount) -> MadeAccount:
    """Invalid names each wrong field; `taken` at `username` or `email` when it leads to another account."""
    username = wanted.username.strip()
    email = (wanted.email or "").strip() or (username if names.is_email(username) else "")
    if wanted.access_type == "authorized-rep":
        told = wanted.model_dump(include={"given", "family", "permissions"})
        return MadeAccount(invite=inviting.send(staff, WantedInvite(kind="representative", email=email, **told)))
    errors = [*_username_errors(staff, username, email), *address_errors(email)]
    errors += [*name_errors("given", wanted.given), *name_errors("family", wanted.family)]
    if errors:
        raise Invalid(errors=errors)
    password, first = temporary.new(account_id := ids.account(), staff.at)
    credential = Credential(
        account_id=account_id,
        username=names.normal(username),
        email=email,
        mfa_required=staff.practice.mfa_required,
        activates={"practice": staff.practice.id, "chart": staff.chart.id, "patient": staff.chart.patient_id},
        **first,
    )
    entry, patient = _of_patient(staff, credential, tidy(wanted.given), tidy(wanted.family))
    with store.all_or_nothing() as write:
        _write(write, staff, entry, patient)
    credentials = Credentials(username=credential.username, temporary_password=password, link=settings().portal_url)
    chart = replace(staff.chart, primary=account_id)
    return MadeAccount(account=accounts.shown(entry, chart, staff.at), credentials=credentials)


def _username_errors(staff: StaffOnChart, username: str, email: str) -> list[FieldError]:
    if staff.chart.primary:
        return Invalid.field("username", "has_account", "This patient already has an account").errors
    if not username:
        return Invalid.field("username", "missing", "Enter a username").errors
    return [replace(error, code="impossible") for error in names.username_errors(username, email)]


def _of_patient(staff: StaffOnChart, credential: Credential, given: str, family: str) -> tuple[Entry, Member]:
    """The patient's own account, with oneself as its first member. No address is verified yet."""
    chart, practice, account_id = staff.chart, staff.practice, credential.account_id
    charts = frozenset({granting.held(practice.id, chart.id)})
    account = Account(id=account_id, given=given, family=family, created=staff.at, charts=charts)
    member = Member(
        account_id=account_id,
        id=ids.new(),
        given=given,
        family=family,
        relationship=SELF,
        birth_date=chart.birth_date,
    )
    access = Access(
        account_id=account_id,
        chart_id=chart.id,
        practice_id=practice.id,
        practice_name=practice.name,
        member_id=member.id,
        role="primary",
        sections=OWN_RECORD,
        oneself=True,
        address=credential.email,
        name=f"{given} {family}",
        granted=staff.at,
    )
    return Entry(access, account, credential), member


def _write(write: Writes, staff: StaffOnChart, entry: Entry, patient: Member) -> None:
    """The chart is the account's at once, and in use with its first sign-in (C2). An invitation that was mailed to the
    patient works no more."""
    chart, account_id, credential = staff.chart, entry.account.id, entry.credential
    newest = chart.invites | invites.withdraw_open(write, chart, "primary|", staff.at)
    own = {"primary": account_id, "invites": newest}
    write.update(chart.key(), set=own, add={"accounts": {account_id}}, when=invites.as_read(chart))
    finder.taken(write, chart)
    for field, name in {"email": credential.email, "username": credential.username}.items():
        if field == "username" or names.normal(name) != credential.username:
            taken = Invalid.field(field, "taken", "This leads to another account already. Please choose another")
            alias = Alias(digest=names.alias_digest(name), account_id=account_id)
            write.put(alias, when=store.ABSENT, else_raise=taken)
    write.put(Alias(digest=names.alias_digest(account_id), account_id=account_id))
    for item in (entry.account, credential, entry.access, patient):
        write.put(item)
    for each in staff.entries("account.set-up", "account", account_id, about=chart.id):
        write.put(each)
