"""Documents shared with somebody outside: each branch that asks AWS for something else."""

from tests.circle import ask, told
from tests.links import a_document, links, look, open_it, path, share, shared
from tests.people import Practice, a_patient


def outside_links(practice: Practice) -> None:
    rosa = a_patient(practice)
    document = a_document(rosa)
    link, passcode, token = shared(rosa, document)
    links(rosa, document)
    assert look(rosa, token).status == 200
    assert look(rosa, "never").status == 404
    assert open_it(rosa, token, "wrong").status == 403
    told(open_it(rosa, token, passcode))
    told(ask(rosa, "DELETE", f"{path(rosa, document)}/{link}"))
    assert open_it(rosa, token, passcode).status == 410
    assert share(rosa, "never").status == 404
    _, _, token = shared(rosa, document)
    for _ in range(5):
        assert open_it(rosa, token, "wrong").status in (403, 410)
