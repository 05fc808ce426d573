"""Chance for the demo: the same seed throws the same, on any machine and Python."""

from math import cos, exp, log, pi, sqrt
from random import Random

from cdrql.demo import company
from cdrql.demo.company import Route, Trunk, Wheel, zipf


class Dice:
    """The one source of chance: a seeded generator, with only what gives the same everywhere."""

    def __init__(self, seed: int) -> None:
        self.share = Random(seed).random  # noqa: S311
        self.contacts = {trunk.id: self._phone_book(trunk) for trunk in company.TRUNKS}
        self.regulars, self.users = zipf(company.REGULARS), zipf(company.USERS, first=4)
        self.dids = zipf(company.DIDS)

    def _phone_book(self, trunk: Trunk) -> "Wheel[tuple[str, Route]]":
        """Make the phone book's numbers of this trunk, a few called far more than others."""
        routes = [Wheel(trunk.routes).spin(self.share()) for _ in range(80)]
        return zipf([(self.number(route), route) for route in routes])

    def between(self, low: int, high: int) -> int:
        """Throw a whole number from low to high, both included."""
        return low + int(self.share() * (high - low + 1))

    def chance(self, share: float) -> bool:
        """Hold with this probability."""
        return self.share() < share

    def seconds(self, median: float, spread: float) -> int:
        """Throw a log-normal time, at least one second (Box-Muller: the same in every version)."""
        normal = sqrt(-2 * log(1 - self.share())) * cos(2 * pi * self.share())
        return max(1, int(median * exp(spread * normal)))

    def number(self, route: Route) -> str:
        """Throw a number of this route."""
        digits = (str(self.between(0, 9)) if c == "#" else c for c in route.shape)
        return "".join(digits)
