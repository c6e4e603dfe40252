"""Who may do what: the one table that the access walk (X5) derives every expected answer from.

It tells nothing of single operations. An operation is let in or refused by its principal class (`who`), by what it
`needs`, by `just_proved` and by the things that its path and body name; one that has a word which is not here fails.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, get_args

Answer = Literal["in", 401, 403, 404]
IN: Answer = "in"
Standing = Literal["nobody", "stranger", "circle", "owner", "staff", "unproved", "elsewhere", "system"]
"""What a caller is to the chart or practice that is asked for.

nobody: has no session that counts. stranger: signed in, without access to the chart. circle: somebody with whom the
patient's record is shared. owner: the patient's account. staff: of the practice; unproved: without a second factor;
elsewhere: of another practice. system: the practice's own, which signs.
"""

STANDINGS: tuple[Standing, ...] = get_args(Standing)

#: By principal class. What comes after it can only refuse more.
WHO: dict[str, dict[Standing, Answer]] = {
    name: dict(zip(STANDINGS, row, strict=True))
    for name, row in {
        # ...............nobody stranger circle owner staff unproved elsewhere system
        "Anyone":         (IN,  IN,      IN,    IN,   IN,   IN,      IN,       IN),
        "Caller":         (401, IN,      IN,    IN,   IN,   IN,      IN,       401),
        "Acting":         (401, 404,     IN,    IN,   404,  404,     404,      401),
        "ActingOnThread": (401, 404,     IN,    IN,   404,  404,     404,      401),
        "Reader":         (401, 404,     IN,    IN,   404,  404,     404,      401),
        "Requester":      (401, 404,     IN,    IN,   404,  404,     404,      401),
        "Leaving":        (401, 404,     IN,    IN,   404,  404,     404,      401),
        "Owner":          (401, 404,     403,   IN,   404,  404,     404,      401),
        "StaffAtWork":    (401, 404,     404,   404,  IN,   403,     IN,       401),
        "StaffMember":    (401, 404,     404,   404,  IN,   403,     404,      401),
        "StaffOnChart":   (401, 404,     404,   404,  IN,   403,     404,      401),
        "StaffOnThread":  (401, 404,     404,   404,  IN,   403,     404,      401),
        "StaffOnAccount": (401, 404,     404,   404,  IN,   403,     404,      401),
        "SignedPractice": (401, 401,     401,   401,  401,  401,     401,      IN),
    }.items()
}  # fmt: skip

EVERY = (
    "profile", "appointments", "questionnaires", "prescriptions", "labs", "billing", "records", "messages", "documents",
    "telehealth",
)  # fmt: skip
Rights = dict[str, str]
OWNER: Rights = dict.fromkeys(EVERY, "write")
READ_ONLY: Rights = dict.fromkeys(EVERY, "read")
#: C4.
CAREGIVER: Rights = READ_ONLY | dict.fromkeys(("messages", "documents", "telehealth"), "write")
AREAS = (
    "patients", "messages", "documents", "accounts", "users", "forms", "answers", "corrections", "deliveries", "audit",
)  # fmt: skip
#: D9, by role.
ROLES: dict[str, Rights] = {
    "administrator": dict.fromkeys(AREAS, "write"),
    "clinician": {
        "patients": "read", "messages": "write", "documents": "write", "accounts": "read", "forms": "write",
        "answers": "read", "corrections": "write",
    },
    "front-desk": {
        "patients": "read", "messages": "write", "documents": "write", "accounts": "write", "users": "read",
        "forms": "write", "corrections": "read",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Caller:
    """One kind of caller. `rights` are by section, or by area for staff. `proved`: the password, a moment ago.

    `of_child`: asks for the chart of a child in the patient's account; `home`: asks at their own practice for things
    of another one; `invited`: the practice invited them to the chart, too, and they have not accepted yet.
    """

    standing: Standing
    rights: Rights | Literal["the section", "all but the section"] | None = None
    proved: bool = True
    of_child: bool = False
    home: bool = False
    invited: bool = False

    def may(self, right: str, word: str, row: "Row") -> bool:
        """Whether they have the right in a section or area that a row of the walk asks for."""
        if isinstance(self.rights, str):
            return (self.rights == "the section") == (word == row.section)
        given = (self.rights or {}).get(word)
        return given == "write" or given == right

    def owns(self, thing: "Thing") -> bool:
        return {
            "principal": True,
            "one's own": self.standing in ("owner", "circle"),
            "patient": self.standing == "owner",
            "account": self.standing == "owner",
            "practice": self.standing in ("staff", "system") and not self.home,
            "invitee": self.invited,
            "both": self.standing in ("owner", "circle") or (self.standing == "staff" and not self.home),
        }[thing.whose]


class Unknown(Exception):
    """The table does not know a word of an operation."""


CALLERS: dict[str, Caller] = {
    "nobody": Caller("nobody"),
    "patient": Caller("owner", OWNER),
    "patient, on the chart of a child in the account": Caller("owner", OWNER, of_child=True),
    "patient whose password was asked for long ago": Caller("owner", OWNER, proved=False),
    "other patient": Caller("stranger", invited=True),
    "caregiver": Caller("circle", CAREGIVER),
    "caregiver, on the chart of a child in the account": Caller("circle", CAREGIVER, of_child=True),
    "caregiver of someone else": Caller("stranger"),
    "representative with the section": Caller("circle", "the section"),
    "representative without the section": Caller("circle", "all but the section"),
    "read-only representative": Caller("circle", READ_ONLY),
    "administrator": Caller("staff", ROLES["administrator"]),
    "clinician": Caller("staff", ROLES["clinician"]),
    "front desk": Caller("staff", ROLES["front-desk"]),
    "administrator without a second factor": Caller("unproved", ROLES["administrator"]),
    "administrator of another practice": Caller("elsewhere", ROLES["administrator"]),
    "administrator of another practice, from there": Caller("staff", ROLES["administrator"], home=True),
    "disabled patient": Caller("nobody"),
    "disabled caregiver": Caller("nobody"),
    "disabled administrator": Caller("nobody"),
    "patient forced to change the password": Caller("nobody"),
    "administrator forced to change the password": Caller("nobody"),
    "patient who signed out a second ago": Caller("nobody"),
    "caregiver revoked a second ago": Caller("stranger"),
    "caregiver struck out a second ago": Caller("stranger"),
    "caregiver whose time ran out a second ago": Caller("stranger"),
    "caregiver who gave the chart up a second ago": Caller("stranger"),
    "the practice's system": Caller("system"),
    "another practice's system": Caller("nobody"),
}

Whose = Literal["principal", "one's own", "patient", "account", "practice", "invitee", "both"]
"""Who may touch a thing that a path or a body names.

principal: the class of caller decides it. one's own: whoever has the chart knows it by a name of their own. patient:
the patient's account alone. account: the same, looked for after the rights. practice: its staff. invitee: whom the
practice invited, the other patient here. both: one's own, and the staff's, too: what they write to each other.
"""


@dataclass(frozen=True)
class Thing:
    """`refused` is said to those whose it is not. `needs` is what the chart's sections must allow to see it; where an
    operation names the chart in its body, what they must allow for the operation itself."""

    whose: Whose
    refused: Answer = 404
    needs: tuple[str, str] | None = None


#: What a path names, by the part of it before the braces and the name between them.
IN_PATH: dict[str, Thing] = {
    "charts/{chart}": Thing("principal"),
    "patients/{chart}": Thing("practice"),
    "practices/{practice_id}": Thing("principal"),
    "access/{id}": Thing("principal"),
    "fhir/{type}": Thing("principal"),
    "{type}/{id}": Thing("principal"),
    "fhir/{proxy+}": Thing("principal"),
    "cognito/{pool_id}": Thing("principal"),
    "invites/{token}": Thing("invitee", refused=403),
    "members/{id}": Thing("one's own"),
    "members/{member_id}": Thing("one's own"),
    "exports/{id}": Thing("one's own"),
    "contacts/{id}": Thing("patient"),
    "appointments/{id}": Thing("principal", needs=("read", "appointments")),
    "emails/{id}": Thing("patient"),
    "imports/{import_id}": Thing("practice"),
    "Binary/{id}": Thing("principal", refused=403, needs=("read", "labs")),
    "files/{id}": Thing("principal", refused=403, needs=("read", "labs")),
    "accounts/{account_id}": Thing("practice"),
    "users/{account_id}": Thing("practice"),
    "invites/{invite_id}": Thing("practice"),
    "corrections/{correction_id}": Thing("practice"),
    "deliveries/{delivery_id}": Thing("practice"),
    "questionnaires/{questionnaire}": Thing("practice"),
    "forms/{form}": Thing("principal"),
    "documents/{document}": Thing("account"),
    "folders/{folder}": Thing("account"),
    "documents/{given}": Thing("practice"),
    "received-documents/{given}": Thing("practice"),
    "shared/{token}": Thing("principal"),
    "links/{link}": Thing("account"),
    "threads/{thread}": Thing("both"),
    "attachments/{id}": Thing("account"),
    "drafts/{draft}": Thing("one's own"),
    "enclosures/{enclosure}": Thing("practice"),
}
#: The same for the fields of a body. Whoever may write the profile may ask for a correction of it (B8).
IN_BODY: dict[str, Thing] = {
    "chart": Thing("principal", needs=("write", "profile")),
    "ticket": Thing("principal"),
    "SessionId": Thing("patient"),
}


@dataclass(frozen=True)
class Row:
    """One operation of the walk; of those that read records, one for each type and section.

    `things` are those that it names. `others` are the sections that hold more of the same type: who may read there is
    not refused the type, but does not find this one.
    """

    operation: Any
    things: tuple[Thing, ...]
    needs: tuple[str, str] | None
    type: str = ""
    others: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        """The one that it is about: that which tells representatives apart."""
        needs = (self.needs, *(thing.needs for thing in self.things))
        return next((each[1] for each in needs if each and each[1] in EVERY), "")

    def __str__(self) -> str:
        about = f" ({self.type}, {self.section})" if self.type else ""
        return f"{self.operation.name}{about}: {self.operation.method} {self.operation.path}"


def rows(operations: Mapping[str, Any], fields: Mapping[str, tuple[str, ...]]) -> Iterator[Row]:
    """Every operation; `fields` are those of its body. Unknown names the word that is not in the table.

    A search by POST differs from the one by GET in nothing but how it is read: one type of each section will do.
    """
    from portal.records.parameters import SERVED
    from portal.records.sections import sections_of

    one_of_each = {section: type_name for type_name in SERVED for section in sections_of(type_name)}
    for name, operation in operations.items():
        known(WHO, operation.who.__name__, name)
        in_path = [known(IN_PATH, each, name) for each in named(operation.path)]
        in_body = [IN_BODY[field] for field in fields.get(name, ()) if field in IN_BODY]
        things = (*in_path, *in_body)
        needs = operation.needs or next((thing.needs for thing in things if thing.needs), None)
        if needs:
            known(dict.fromkeys((*EVERY, *AREAS)), needs[1], name)
        if "{type}" not in operation.path:
            yield Row(operation, things, needs)
            continue
        for type_name in SERVED if operation.method == "GET" else one_of_each.values():
            sections = sections_of(type_name)
            for section in sections:
                others = tuple(other for other in sections if other != section) if "{id}" in operation.path else ()
                yield Row(operation, things, ("read", section), type_name, others)


def named(path: str) -> list[str]:
    """Each name in braces with the part before it: `fhir/{type}` and `{type}/{id}` of `/fhir/{type}/{id}`."""
    parts = path.split("/")
    return [f"{before}/{part}" for before, part in pairwise(parts) if part.startswith("{")]


def known[V](table: Mapping[str, V], word: str, operation: str) -> V:
    if word not in table:
        raise Unknown(f"{operation} has {word}, which tests/access_table.py does not know: say there who may do it")
    return table[word]


def expected(row: Row, caller: Caller) -> Answer:
    """The answer of one cell."""
    answer = WHO[row.operation.who.__name__][caller.standing]
    if answer != IN or row.operation.who.__name__ == "Anyone":
        return answer
    for thing in row.things:
        if thing.whose != "account" and not caller.owns(thing):
            return thing.refused
    if row.needs and not caller.may(*row.needs, row):
        elsewhere = any(caller.may(row.needs[0], other, row) for other in row.others)
        return 404 if elsewhere else 403
    for thing in row.things:
        if not caller.owns(thing) or (thing.needs and not caller.may(*thing.needs, row)):
            return thing.refused
    return IN if caller.proved or not row.operation.just_proved else 403
