"""The checklist of what Kinchart does. `python -m tests.features` writes docs/features.md: each row with its tests.

A test carries `@pytest.mark.feature("B4")`; a plus sign at the end of an id belongs to it.
"""

import re
import sys
from collections import defaultdict
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docs/features.md"
HEAD = """\
# What Kinchart does, and the tests that show it

Made by `python -m tests.features` from `tests/features.py` and the tests' `@pytest.mark.feature`. A row without a test
is not done. `+` marks what goes beyond the three documents that the product was asked for in.
"""

CHECKLIST = """
# A. Account and identity
A1   The profile picture and the username both open **Manage Account**, with the tabs My Family, My Contacts, Audit
     Logs, Account Info, Change Password, and Security (two-factor, signed-in devices)
A2   Sign in with username *or* any verified e-mail address; the identifier ignores case, the password does not
A3   E-mail addresses: list; add (asks for the password when the last check is over 5 minutes old) → code to the new
     address → verify → only then it belongs to the account; make primary; delete. The primary and the last address
     cannot be deleted. The old primary keeps working until the new one is verified, and every verified address is
     told of the change
A4   Step-up: sensitive changes (e-mail, phone, two-factor, password, sharing, deleting) need a password check no
     older than 5 minutes; refreshing a session never renews it
A5   Two-factor by authenticator app (QR code and the secret in text) and by SMS to a verified phone; e-mail codes as
     the fallback; one preferred; ten single-use recovery codes; a used authenticator code is never accepted twice
A6   Change password with the old one; every other session ends
A7   Forgot password: e-mail address + CAPTCHA → Continue to reset → code by mail (the mail names the username and
     says to look in spam) → second factor if one is on → new password. Unknown addresses get the same answer, in the
     same time, and no mail
A8   Audit Logs: the entire account activity, and everyone who looked at the record (practice staff, family,
     caregivers, apps) — who, acting for whom, did what, when, from where — filtered by date and kind, paged, exported
     as CSV. Nobody can edit or delete an entry: there is no route for it, no function but the writer's may write it,
     and an entry's hash includes the one before it, so tampering shows (`verify_audit` says where)
A9+  Signed-in devices: list, end one, end all others
A10  My Contacts: practice, health and wellness contacts: add, edit, delete, list by kind
A11  Account Info: username, names, verified phone, language, time zone, how to be notified; edit each
A12  "Force password change on next login" (set by staff) is met before anything else is reachable
A13  An account that staff disable is refused at its very next request, whatever token it holds
A14+ Guessing is slowed per account and per address, the same for accounts that do not exist; nobody is locked out for
     good; a right password during the delay does not get through
A15+ The sign-in API is Amazon Cognito's: unmodified boto3, pycognito, amazon-cognito-identity-js and AWS Amplify
     clients sign in, answer challenges, enrol an authenticator, refresh, reset a password and sign out, given only an
     endpoint (see `identity.md`)
A16+ Passkeys as a first and as a second factor
A17+ Notices without health data by e-mail: new sign-in device, password/e-mail/two-factor changed, access granted or
     used, new message, new result

# B. Invites and family
B1   A practice invites through its signed webhook or its console. Kinds: the patient's own account (primary), a
     family member or another practice joining an existing account, a caregiver, an authorized representative
B2   Invite link → date of birth of the **patient** → Next. `mm-dd-yyyy`, `mm/dd/yyyy` and ISO are accepted
     everywhere. Before it is right the page shows the practice's name and nothing about the patient. Five wrong tries
     lock the invite and tell the practice; the answer never says whether the link or the date was wrong
B3   New account: username, password (rules shown), CAPTCHA, terms → code by e-mail → live, and a welcome mail.
     Reloading the page keeps the code valid; asking for another kills the old one
B4   Existing account: the same username or e-mail and password → a warning that names the **patient** (family) or the
     **practice** (another practice) and says that linked members see each other's records → Submit → linked
B5   Verification happens at Submit, signed in to the existing account. If the invited address is none of that
     account's verified addresses: a clear error, with a way to switch account. Expired, used and withdrawn links each
     say so, and offer to ask the practice for a new one
B6   My Family: members with details; edit a member's profile → Update, with the note that the practice's own record
     does not change; unlink a member
B7   A member with several practices has one page, each record marked with its practice
B8+  A correction request goes to the practice from a profile edit, is accepted or declined there with a reason, and
     the patient sees which
B9+  Nothing half-done: an invite accepted twice, in two tabs or by two people at the same moment links once

# C. Caregivers and representatives
C1   The practice's chart holds any number of caregivers with e-mail addresses; each gets an own (secondary) account
     by invite
C2   A secondary account can exist only after the patient's primary one: earlier invites wait and go out by themselves
     when the primary goes live, and every path that would get around this is refused
C3   A caregiver has an own dashboard and reads upcoming appointments, filled questionnaires, prescriptions, labs,
     billing and the other records that the practice shared
C4   All of that is read-only; a caregiver may send and receive messages, upload and share documents, and join
     telehealth visits
C5   Primary and secondary accounts never see each other's messages
C6   An authorized representative has access type "Authorized Rep", and reaches only the sections that staff ticked,
     each with read or read and write
C7+  The patient sees everyone who has access and when it was last used, narrows it by section, sets an end date, and
     takes it back at once
C8+  A representative of several patients always knows for whom they act: a banner, and the name on every message and
     audit entry
C9+  Minors: access by a parent's account narrows and ends at ages that the practice sets, with notice before, and the
     teenager or adult gets an own account
C10+ Single items can be hidden from caregivers

# D. Practice console (staff)
D1   Patient list and search; a patient's page with **Portal account** reachable from the dashboard (top) and from the
     demographics (bottom right)
D2   The set-up form: username (e-mail preferred), wand, first and last name, access type (Self / Authorized Rep),
     force password change, request forms, Save, Delete, New, account permissions
D3   The wand fills the empty required fields from the chart; it overwrites nothing, and never puts the patient's name
     on a representative
D4   After Save: a credentials message with a generated temporary password, shown once; the password is copied to the
     clipboard, Ctrl/Cmd+C copies the whole message, both also have a visible button and a spoken confirmation; the
     password is never logged and always must be changed. A representative instead gets a link by e-mail to set an own
     password
D5   Reset Pwd: pick a username from the list → new temporary password, same message
D6   User management: every enabled and disabled account, with last sign-in and status (invited, active, locked,
     disabled); disable, enable, force reset at next login
D7   Request forms: choose questionnaires for a patient, with a due date; see which came back
D8   Message inbox for members of the practice; documents that patients shared; correction requests
D9   Staff sign in with a second factor, always; roles; every staff action is in the audit of the practice and of the
     account it touched
D10+ Patients without a portal account → invite one or many; the state of every invite

# E. Records
E1   Appointments: upcoming and past, with the telehealth link and the password where one is set; joining is audited
E2   Questionnaires: those filled, and those requested — filled in the browser, drafts kept, submitted to the practice
E3   Prescriptions, with status, dose, prescriber, refills
E4   Labs: results by report, the reference range in numbers, words and a line, and a trend plot with a table beside
     it
E5   Billing: what was billed, paid and is due
E6   Every other record the practice shared: conditions, allergies, immunizations, vitals, procedures, visits, care
     plans, goals, notes and documents
E7+  Download: everything or a date range, for people (PDF) and for programs (FHIR bundle), made in the background
     with progress, partial failure said plainly
E8+  FHIR R4 read and search over the same records, and other people's apps connect to it by SMART on FHIR with the
     patient's consent, per kind of record, revocable

# F. Messages
F1   Send Message (quick menu) and Compose (messages) → a practice member as recipient → subject, content → Send
F2   Threads, replies, unread counts that are right, drafts kept as one types, attachments
F3   C5, and "on behalf of" on what a caregiver or representative sends
F4   Staff read and answer in the console, or in their own system through webhooks both ways
F5   A send that fails says so and keeps the text; sent twice by retry arrives once

# G. Documents
G1   Upload from the local drive with progress, into a folder chosen from a list; folders: add, rename, move, delete
G2   "Upload" keeps it private; "Upload & Share" shares within the practice (choose the member) or outside it
G3   Outside: a link to an e-mail address, with a passcode, an end date, a count of openings, and a switch that ends
     it
G4   Documents that the practice shared appear beside one's own, marked
G5   Type, size, emptiness and content (the bytes match the type) are checked; nothing is served that was not checked;
     a file goes to and from S3 directly, never through a function

# X. Everywhere
X1   Errors are RFC 9457 problem details: `type`, `title`, `status`, `detail`, and `errors` per field; never a stack,
     never someone else's data
X2   Every write can be retried with the same `Idempotency-Key` and happens once
X3   Every list is paged; no answer grows without bound
X4   Every page passes axe (WCAG 2.0–2.2 A and AA, best practice) with zero findings at 1280 and 320 px, works by
     keyboard alone, and fits at 320 px; English and Spanish
X5   Every operation is closed unless it says who may call it; a test walks all operations × all kinds of caller
X6   No health data, code, password or token in any log line, metric, mail subject or URL
"""


def sections() -> dict[str, dict[str, str]]:
    """Heading → id → sentence."""
    found: dict[str, dict[str, str]] = {}
    rows: dict[str, str] = {}
    name = ""
    for line in CHECKLIST.strip().splitlines():
        if line.startswith("# "):
            rows = found.setdefault(line.removeprefix("# "), {})
        elif match := re.match(r"([A-Z]\d+\+?) +(.*)", line):
            name = match[1]
            rows[name] = match[2]
        elif line:
            rows[name] += f" {line.strip()}"
    return found


class _Collector:
    """A pytest plugin that notes which tests carry which ids."""

    def __init__(self) -> None:
        self.tests: dict[str, dict[str, None]] = defaultdict(dict)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for mark in item.iter_markers("feature"):
                for name in mark.args:
                    self.tests[name].setdefault(item.nodeid.partition("[")[0])


def collected() -> dict[str, list[str]]:
    """Id → the node ids of its tests. Collects all tests in this process, so it is for a process of its own."""
    collector, told = _Collector(), StringIO()
    with redirect_stdout(told):
        status = pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", str(ROOT / "tests")], [collector])
    if status != pytest.ExitCode.OK:
        sys.exit(told.getvalue())
    return {name: sorted(tests) for name, tests in collector.tests.items()}


#: Rows that are shown in part: what a reader must not expect yet.
PARTLY = {
    "A8": "entries of apps that looked at the record",
    "A17+": "notices of access that was used",
    "E8+": "apps and consent (SMART)",
}


def written(shown: dict[str, list[str]]) -> str:
    """docs/features.md. ValueError when a test names an id that the checklist does not have."""
    known = {name for rows in sections().values() for name in rows}
    unknown = [f'{test} is marked feature("{name}")' for name in shown.keys() - known for test in shown[name]]
    if unknown:
        raise ValueError("\n".join([*sorted(unknown), "The checklist in tests/features.py has no such id"]))
    lines = [HEAD]
    for heading, rows in sections().items():
        lines += [f"## {heading}", "| id | what must work | shown by |", "|---|---|---|"]
        for name, sentence in rows.items():
            tests = "<br>".join(f"`{test.removeprefix('tests/')}`" for test in shown.get(name, [])) or "not yet"
            missing = f"**partly; not yet:** {PARTLY[name]}<br>" if name in PARTLY and name in shown else ""
            lines.append(f"| {name} | {sentence} | {missing}{tests} |")
        lines.append("")
    return "\n".join(lines)


def main(arguments: list[str]) -> str | None:
    """Write docs/features.md; with `--check` only look whether it is as it should be. Gives what is wrong."""
    try:
        text = written(collected())
    except ValueError as error:
        return str(error)
    if "--check" not in arguments:
        FILE.write_text(text)
    elif not FILE.exists() or FILE.read_text() != text:
        return "docs/features.md has drifted from the tests: run python -m tests.features"
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
