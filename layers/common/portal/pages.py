"""Long lists, page by page. A cursor is sealed for its list: it tells nothing, and leads nowhere else."""

import base64

from cryptography.exceptions import InvalidTag

from portal import sealing, store
from portal.errors import Invalid

SIZE = 25


def page[T: store.Item](
    listing: store.Listing[T], cursor: str | None, *, newest_first: bool = False
) -> tuple[list[T], str | None]:
    """The items after the cursor of the page before, and the cursor of the next page; None at the end."""
    context = f"cursor|{listing.index}|{listing.pk}|{listing.begins}"
    found = store.query(listing, newest_first=newest_first, limit=SIZE, start=opened(cursor, context))
    return found.items, sealed(found.last, context)


def sealed(place: str | None, context: str) -> str | None:
    """A cursor for a place of the store; None at the end."""
    return base64.urlsafe_b64encode(sealing.seal(place, context)).decode() if place else None


def opened(cursor: str | None, context: str) -> str | None:
    """Invalid for what was not sealed for this context."""
    if not cursor:
        return None
    try:
        place: str = sealing.unseal(base64.urlsafe_b64decode(cursor), context)
    except (ValueError, InvalidTag):
        raise Invalid.field("cursor", "invalid", "This is not the cursor of a page before") from None
    return place
