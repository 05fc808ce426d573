"""Random calls and requests, which the conformance suite owns."""

from cdrql.conformance.pools import *  # noqa: F403
from cdrql.conformance.random_calls import *  # noqa: F403
from cdrql.conformance.random_requests import *  # noqa: F403
