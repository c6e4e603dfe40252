"""The files that Rosa keeps, what she shared of them, and what people and practice wrote to each other."""

import time
from collections.abc import Iterator
from functools import partial

import httpx

from local.demo import talk
from local.people import Json, People, Step

CHECKED_WITHIN = 60
"""Seconds."""
_ANSWERS_BY = {"team:clinician": "clinician", "team:front-desk": "front-desk"}


def steps(people: People) -> Iterator[Step]:
    for folder, name in talk.every_file():
        yield f"document: {name}", partial(_upload, people, folder, name)
    yield "a shared document", partial(_share, people)
    for each in talk.TALKS:
        yield f"messages: {each.subject}", partial(_talk, people, each)


def _mine(people: People) -> str:
    return f"/api/charts/{people.chart}"


def _documents(people: People, folder: str) -> dict[str, Json]:
    """Rosa's in one folder, by their names."""
    path = f"{_mine(people)}/documents?folder={_folders(people)[folder]}"
    return {each["name"]: each for each in people.doors.call("GET", path, token=people.token("rosa"))["documents"]}


def _folders(people: People) -> dict[str, str]:
    found = people.doors.call("GET", f"{_mine(people)}/folders", token=people.token("rosa"))["folders"]
    return {each["name"]: each["id"] for each in found}


def _document(people: People, wanted: str) -> str:
    """The id of one of Rosa's."""
    folder = next(folder for folder, name in talk.every_file() if name == wanted)
    return str(_documents(people, folder)[wanted]["id"])


def _upload(people: People, folder: str, name: str) -> None:
    rosa, content = people.token("rosa"), talk.content(name)
    if folder not in _folders(people):
        people.doors.call("POST", f"{_mine(people)}/folders", {"name": folder}, rosa)
    if name in _documents(people, folder):
        return
    wanted = {"name": name, "size": len(content), "folder": _folders(people)[folder]}
    told = people.doors.call("POST", f"{_mine(people)}/documents", wanted, rosa)
    httpx.post(told["upload"]["url"], data=told["upload"]["fields"], files={"file": content}).raise_for_status()
    path, end = f"{_mine(people)}/documents/{told['document']['id']}", time.monotonic() + CHECKED_WITHIN
    while (state := people.doors.call("GET", path, token=rosa)["state"]) != "ready":
        if state == "refused" or time.monotonic() > end:
            raise RuntimeError(f"{name} is {state}")
        time.sleep(0.1)


def _share(people: People) -> None:
    path = f"{_mine(people)}/documents/{_document(people, talk.SHARED)}/recipients"
    people.doors.call("POST", path, {"to": "team:clinician", "note": talk.NOTE}, people.token("rosa"))


def _talk(people: People, wanted: talk.Talk) -> None:
    """By turns: the account, the practice, the account."""
    path, token, staff = f"{_mine(people)}/threads", people.token(wanted.by), people.staff(_ANSWERS_BY[wanted.to])
    if wanted.subject in [each["subject"] for each in people.doors.call("GET", path, token=token)["threads"]]:
        return
    files = [_document(people, name) for name in wanted.files]
    first = {"to": wanted.to, "subject": wanted.subject, "content": wanted.said[0], "attachments": files}
    thread = people.doors.call("POST", path, first, token)["id"]
    console = f"{people.console}/threads/{thread}"
    for number, said in enumerate(wanted.said[1:], 1):
        if number % 2:
            people.doors.call("POST", f"{console}/messages", {"content": said}, staff)
        else:
            # Whoever answers has read what came before.
            people.doors.call("PUT", f"{path}/{thread}/read", {"count": number}, token)
            people.doors.call("POST", f"{path}/{thread}/messages", {"content": said, "attachments": []}, token)
    if wanted.closed:
        people.doors.call("PATCH", console, {"state": "closed", "seen": len(wanted.said)}, staff)
