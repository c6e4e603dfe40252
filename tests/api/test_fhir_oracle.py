"""Whatever is searched for, another FHIR server that holds the same records finds the same."""

import pytest

from portal.records.parameters import SERVED, parameters
from tests.bundles import bundle
from tests.made_up import Maker
from tests.oracle import a_chart, compare
from tests.people import Practice, a_patient


@pytest.mark.feature("E8+")
def test_every_search_finds_what_another_server_finds(practice: Practice) -> None:
    chart = a_chart(a_patient(practice), bundle(*Maker(seed=7).some(6)), each=2)
    compared = compare(chart)
    assert compared.different == []
    assert compared.searches.keys() == set(SERVED)
    assert sum(compared.found.values()) > sum(compared.searches.values()) > sum(len(parameters(t)) for t in SERVED)
