"""Every key of the table, each with an example. `docs/data-model.md` says what lies there."""

from .accounts import *  # noqa: F403
from .audit import *  # noqa: F403
from .documents import *  # noqa: F403
from .messages import *  # noqa: F403
from .practices import *  # noqa: F403
