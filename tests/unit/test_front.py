"""The laptop's front answers as the template's CloudFront functions do."""

import json
import subprocess

import pytest

from local.front import file_of
from local.template import Template

PATHS = {
    "/": "/index.html",
    "/m/1/labs": "/index.html",
    "/staffing": "/index.html",
    "/staff": "/staff.html",
    "/staff/": "/staff.html",
    "/staff/patients/Ab_1-2": "/staff.html",
    "/favicon.svg": "/favicon.svg",
    "/assets/main-1.js": "/assets/main-1.js",
    "/staff/x.js": "/staff/x.js",
}


@pytest.mark.feature("D1")
def test_every_path_that_names_no_file_is_a_page_of_the_portal_or_of_the_console() -> None:
    code = Template().resources["PagePaths"]["Properties"]["FunctionCode"]
    ask = f"{json.dumps(list(PATHS))}.map(uri => handler({{ request: {{ uri }} }}).uri).join()"
    told = subprocess.run(["node", "-p", f"{code}; {ask}"], capture_output=True, text=True, check=True)
    assert dict(zip(PATHS, told.stdout.strip().split(","), strict=True)) == PATHS
    assert {path: file_of(path) for path in PATHS} == PATHS
