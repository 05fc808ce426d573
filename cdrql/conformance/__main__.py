"""`python -m cdrql.conformance`."""

from cdrql.conformance.command import command

command(prog_name="python -m cdrql.conformance")
