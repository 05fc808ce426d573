"""The reference's time, which the conformance suite owns."""

from cdrql.conformance.moments import *  # noqa: F403
