"""The keys of a mapping file, their types and what each is for."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from cdrql.model.limits import LONGEST_CALL, LONGEST_TEXT
from cdrql.model.vocabulary import BOUND_PLACES, FieldType
from cdrql.model.warehouse import TIME_FORMAT

# What `stores` of [start] may say: whole seconds are instants too.
Stored = Literal["utc", "local", "instant", "seconds", "epoch", "text"]
# An expression: one text for every dialect, or one for each.
ExpressionTexts = str | dict[str, str]
# What values look like.


KINDS = ("text", "integer", "int32", "decimal", "float", "time", "boolean", "uuid", "other")
KIND = rf"^({'|'.join(KINDS)})( not null)?$"
StatedKind = Annotated[str, Field(pattern=KIND)]
# Short, and without `__`: two of them make one name in SQL, which engines cut at 63 characters.
FieldName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=24)]
RequestName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9 _-]*$", max_length=60)]
FoldKind = Literal["first", "last", "min", "max", "sum", "any"]
Unit = Literal["money", "seconds", "percent", "calls", "number"]
UNITS = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}


def _power_of_ten(value: int) -> int:
    """Refuse what is no divisor: a sum has as many decimal places as its divisor has zeros."""
    if value not in _DIVISORS:
        raise PydanticCustomError("power_of_ten", "is no power of ten")
    return value


_DIVISORS = [10**zeros for zeros in range(10)]
Divisor = Annotated[int, AfterValidator(_power_of_ten)]


def _as_table(value: object) -> object:
    """Take an expression alone for a table that holds it."""
    return {"sql": value} if isinstance(value, str) else value


# The parts of a file, the inner ones first.


class MappingPart(BaseModel):
    """What all parts of a mapping have in common."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ExpressionKeys(MappingPart):
    """An expression, and why it is as it is."""

    sql: ExpressionTexts
    why: str = ""


class LookupKeys(MappingPart):
    """A table of names: joined to groups where its `key`, which is unique, equals the field."""

    table: str
    key: str
    name: str
    kind: StatedKind = "text"


class FieldKeys(ExpressionKeys):
    """Where a logical field comes from: `cost = { sql = "price", decimals = 4, divisor = 100 }`."""

    type: FieldType | None = None
    decimals: int | None = Field(None, ge=0, le=BOUND_PLACES)
    divisor: Divisor = 1
    null_like: list[str | int] = []
    digits: bool = False
    lookup: LookupKeys | None = None
    fold: FoldKind | None = None
    nullable: bool | None = None


class StartKeys(MappingPart):
    """The start of a call: `start = { column = "calldate", stores = "local", zone = "UTC" }`."""

    column: str
    stores: Stored | dict[str, Stored] = "utc"
    zone: str = "UTC"
    unit: Literal["s", "ms", "us", "ns"] = "s"
    decimals: int = Field(0, ge=0, le=BOUND_PLACES)
    format: str = TIME_FORMAT
    why: str = ""


class TableKeys(MappingPart):
    """One of several tables that are one in meaning."""

    name: str | dict[str, str]
    where: Annotated[ExpressionKeys | None, BeforeValidator(_as_table)] = None
    start: str | None = None
    columns: dict[str, StatedKind] = {}
    set: dict[str, ExpressionTexts] = {}


class CallKeys(MappingPart):
    """How several rows are one call: `call = { key = "linkedid", longest = 14400 }`."""

    key: ExpressionTexts
    order: ExpressionTexts | None = None
    where: Annotated[ExpressionKeys | None, BeforeValidator(_as_table)] = None
    # The window is widened by it on both sides, so it is a month at most.
    longest: int = Field(ge=1, le=LONGEST_CALL)


class DimensionKeys(MappingPart):
    """A dimension of the warehouse's own: `{ field = "gateway", key = "gw" }`."""

    field: str
    key: FieldName | None = None


class PartKeys(MappingPart):
    """What is added up: `{ sum = "cost", when = "answered" }`, `{ count = "answered" }`."""

    sum: str | None = None
    count: bool | str | None = None
    when: str | None = None


class MeasureKeys(MappingPart):
    """A measure of the warehouse's own: parts that add up, and a formula over them."""

    parts: dict[FieldName, PartKeys]
    formula: str
    unit: Unit = "number"
    decimals: int = Field(2, ge=0, le=6)
    key: FieldName | None = None


class MaskKeys(MappingPart):
    """How a text is hidden: `{ keep_last = 3 }`, `{ drop_last = 4, filter = "exact" }`."""

    keep_last: int | None = Field(None, ge=0, le=LONGEST_TEXT)
    drop_last: int | None = Field(None, ge=1, le=LONGEST_TEXT)
    whole_up_to: int = Field(0, ge=0, le=LONGEST_TEXT)
    filter: Literal["refused", "exact"] = "refused"


# A century, after which a bound means nothing.
Days = Annotated[int, Field(ge=1, le=36_525)]
Count = Annotated[int, Field(ge=1, le=2**63 - 1)]


class PolicyKeys(MappingPart):
    """What every request must obey; the values of its scope come from the application."""

    scope: list[str] = []
    visible: list[str] | None = None
    masks: dict[str, MaskKeys] = {}
    longest_window_days: Days | None = None
    oldest_days: Days | None = None
    most_values: Count | None = None
    default_limit: Count | None = None
    largest_limit: Count | None = None
    smallest_group: Count | None = None


class MappingKeys(MappingPart):
    """A mapping file."""

    name: str = Field(min_length=1, max_length=60)
    title: str = ""
    about: str = ""
    dialects: list[str] = Field(min_length=1)
    grain: str
    index: str | dict[str, str] = ""
    table: str | dict[str, str] | None = None
    where: Annotated[ExpressionKeys | None, BeforeValidator(_as_table)] = None
    tables: list[TableKeys] = []
    start: StartKeys
    columns: dict[str, StatedKind]
    set: dict[str, ExpressionTexts] = {}
    call: CallKeys | None = None
    fields: dict[FieldName, Annotated[FieldKeys, BeforeValidator(_as_table)]]
    dimensions: dict[RequestName, DimensionKeys] = {}
    measures: dict[RequestName, MeasureKeys] = {}
    policy: PolicyKeys | None = None


# What messages need to know of the model.


def key_names(model: type[BaseModel]) -> tuple[str, ...]:
    """Name the keys that a part of a mapping has."""
    return tuple(model.model_fields)


def model_at(path: tuple[Any, ...]) -> type[BaseModel]:
    """Give the part of a mapping that a path into it leads to."""
    inner: dict[tuple[str, int], type[BaseModel]] = {
        ("start", 1): StartKeys,
        ("tables", 2): TableKeys,
        ("call", 1): CallKeys,
        ("fields", 2): FieldKeys,
        ("dimensions", 2): DimensionKeys,
        ("measures", 2): MeasureKeys,
        ("measures", 4): PartKeys,
        ("policy", 1): PolicyKeys,
        ("policy", 3): MaskKeys,
    }
    if path and path[-1] == "where" and path[0] != "fields":
        return ExpressionKeys
    if len(path) == 3 and path[::2] == ("fields", "lookup"):
        return LookupKeys
    return inner.get((str(path[0]), len(path)), MappingKeys) if path else MappingKeys
