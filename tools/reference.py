"""The reference, which the conformance suite owns."""

from cdrql.conformance.measures import *  # noqa: F403
from cdrql.conformance.reference import *  # noqa: F403
