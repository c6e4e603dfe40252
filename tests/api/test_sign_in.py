from tests.cloud import Cloud
from tests.people import Practice, a_patient


def test_smoke(cloud: Cloud, practice: Practice):
    a_patient(practice)
