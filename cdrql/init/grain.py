"""What speaks against one row being one call: keys that rows share, legs beside legs."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cdrql.engines.schema import LiveTable
from cdrql.init.spans import best_named
from cdrql.model.column_names import call_keys

# Names of what tells the legs of a call apart.
_LEGS = "leg, call_leg, is_last_cdr, run_id"


def remarks(table: LiveTable, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Say which rows of those looked at may belong together."""
    for key in call_keys(table.columns):
        # An empty key is what rows of no call have in common.
        counts = Counter(row[key] for row in rows if row.get(key) not in (None, ""))
        if shared := sum(count for count in counts.values() if count > 1):
            yield (
                f"{shared} of {len(rows)} rows share their {key} with another row: one call may be "
                "several rows, which [call] folds into one."
            )
            break
    leg = best_named(_LEGS, table.columns)
    values = sorted({str(row[leg]) for row in rows if row.get(leg) is not None}) if leg else []
    if len(values) > 1:
        seen = " and ".join(f"`{value}`" for value in values[:3])
        yield f"{leg} is {seen}: if only one of them is a call, state it as `where`."
