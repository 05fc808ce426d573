"""From a mapping file to a warehouse."""

from cdrql.errors import Problem, WarehouseError
from cdrql.mapping.general import general_problems
from cdrql.mapping.model import UNITS, MappingKeys, StartKeys
from cdrql.mapping.own import own_dimensions, own_measures
from cdrql.mapping.policies import mapping_policy
from cdrql.mapping.printed import PrintedMapping
from cdrql.mapping.sources import ReadMapping
from cdrql.model.warehouse import (
    Start,
    Warehouse,
)


def build_warehouse(read: ReadMapping) -> Warehouse:
    """Make a warehouse of a mapping; WarehouseError lists everything that is wrong with it.

    Of `answered = "disposition = 'ANSWERED'"` under [fields] it has the SQL of each dialect, such
    as `(c."disposition" = 'ANSWERED')`.
    """
    problems: list[Problem] = list(general_problems(read))
    if problems:
        raise WarehouseError(*problems)
    made = PrintedMapping(read, problems)
    for dialect in read.mapping.dialects:
        made.print_for(dialect)
    mapping = read.mapping
    fields = made.fields()
    dimensions = own_dimensions(read, fields, problems)
    measures = own_measures(read, fields, dimensions, problems)
    policy = mapping_policy(read, fields, problems)
    if problems:
        # What is wrong in every dialect is told once.
        raise WarehouseError(*dict.fromkeys(problems))
    starts = {d: _dialect_start(mapping.start, d) for d in mapping.dialects}
    return Warehouse(
        name=mapping.name,
        tables=tuple(made.tables()),
        fields=fields,
        start=starts[mapping.dialects[0]],
        starts=starts,
        grain=mapping.grain,
        fold=made.fold(),
        dialects=tuple(mapping.dialects),
        dimensions=dimensions,
        measures=measures,
        title=mapping.title,
        about=mapping.about,
        index=_index_advice(mapping),
        policy=policy,
    )


def _dialect_start(keys: StartKeys, dialect: str) -> Start:
    stored = keys.stores if isinstance(keys.stores, str) else keys.stores.get(dialect, "utc")
    if stored == "seconds":
        # Whole seconds are instants of a type without fractions, such as ClickHouse's DateTime.
        return Start("instant", whole=True)
    zone = keys.zone if stored in ("local", "text") else "UTC"
    return Start(stored, zone, UNITS[keys.unit], keys.decimals, keys.format)


def _index_advice(mapping: MappingKeys) -> dict[str, str]:
    if isinstance(mapping.index, dict):
        return dict(mapping.index)
    return dict.fromkeys(mapping.dialects, mapping.index) if mapping.index else {}
