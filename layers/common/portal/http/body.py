"""What a body has to be before an operation sees it: JSON, in UTF-8, of a size that a person's answers have."""

from portal import strict_json
from portal.errors import Malformed, TooLarge, UnsupportedMediaType

from .answer import JSON
from .request import Request

LARGEST = 256 * 1024


def check(request: Request) -> None:
    """TooLarge, UnsupportedMediaType or Malformed.

    Only JSON: a form on a foreign page can send every other media type without asking, and so sign somebody in.
    """
    if len(request.body) > LARGEST:
        raise TooLarge("The body may have at most 256 KB")
    media = request.headers.get("content-type", JSON).partition(";")[0].strip()
    if request.body and media != JSON:
        raise UnsupportedMediaType
    try:
        strict_json.loads(request.body or b"null")
    except ValueError:
        raise Malformed("The body is not JSON") from None
