"""How ClickHouse is opened: what is stated with each query, whatever a profile sets."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from cdrql.engines.sessions import Parameters, Rows, Session, import_driver
from cdrql.errors import DatabaseError, Problem

# Every setting that could change an answer, by its value; a server has most of them. Which rows
# there are, `final`, `additional_table_filters` and policies say: those stay as they were made.
SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "limit": "0",
        "offset": "0",
        "result_overflow_mode": "throw",
        "read_overflow_mode": "throw",
        "read_overflow_mode_leaf": "throw",
        "group_by_overflow_mode": "throw",
        "sort_overflow_mode": "throw",
        "distinct_overflow_mode": "throw",
        "join_overflow_mode": "throw",
        "set_overflow_mode": "throw",
        "transfer_overflow_mode": "throw",
        "timeout_overflow_mode": "throw",
        "timeout_overflow_mode_leaf": "throw",
        "skip_unavailable_shards": "0",
        "distributed_group_by_no_merge": "0",
        "use_query_cache": "0",
        "count_distinct_implementation": "uniqExact",
        "aggregate_functions_null_for_empty": "0",
        "empty_result_for_aggregation_by_empty_set": "0",
        "group_by_use_nulls": "0",
        "join_use_nulls": "0",
        "join_default_strictness": "ALL",
        "transform_null_in": "0",
        "prefer_column_name_to_alias": "0",
        "enable_positional_arguments": "1",
        "cast_keep_nullable": "0",
        "decimal_check_overflow": "1",
        "least_greatest_legacy_null_behavior": "0",
        "short_circuit_function_evaluation": "enable",
        "session_timezone": "",  # the server's, in which partitions were written
        "apply_deleted_mask": "1",
        "apply_patch_parts": "1",
        "dialect": "clickhouse",
        "extremes": "0",
    }
)


def open_session(url: str, timeout: float) -> Session:
    """Open it; a read-only session may still set its time limit."""
    # Parameters go in the body: a URL has no room for long lists.
    client = open_client(url, form_encode_query_params=True)
    limits = {
        # 1 would refuse the settings below as well.
        "readonly": "2",
        "max_execution_time": str(max(1, round(timeout))),
        "max_query_size": str(4 * 1024 * 1024),  # the longest lists of values fill its 256 KiB
    }
    sent = _changed_settings(client, {**SETTINGS, **limits})

    def query(sql: str, params: Parameters) -> Rows:
        # With each query, since over HTTP no session keeps them.
        rows: Rows = client.query(sql, parameters=params, settings=sent).result_rows
        return [*map(_unfilled, rows)]

    def stream_rows(sql: str, params: Parameters) -> Iterator[Sequence[object]]:
        # The server keeps the answer until it is whole: then a slow reader costs no time limit, and
        # what goes wrong is an error and not an answer cut short.
        whole = sent | {"wait_end_of_query": "1"}
        with client.query_row_block_stream(sql, parameters=params, settings=whole) as blocks:
            for block in blocks:
                yield from map(_unfilled, block)

    return Session(query, client.close, stream_rows)


def _unfilled(row: Sequence[object]) -> Sequence[object]:
    """Give a row without the zeros that fill the texts of a FixedString."""
    if any(type(cell) is str and cell.endswith("\0") for cell in row):
        return [cell.rstrip("\0") if isinstance(cell, str) else cell for cell in row]
    return row


def _changed_settings(client: Any, wanted: Mapping[str, str]) -> dict[str, str]:
    """Choose what has to be sent: what the server knows, and has otherwise.

    Raises DatabaseError where the login may not set what it has otherwise.
    """
    sent = {}
    for name, value in wanted.items():
        held = client.server_settings.get(name)
        stated = client.get_client_setting(name)  # by the URL
        if held is None or value == (held.value if stated is None else stated):
            continue
        if held.readonly and name not in SETTINGS and held.value != "0":
            continue  # a limit of its own does as well
        if held.readonly:
            message = f"`{name}` is {held.value} for this login, which may not set it to {value}"
            hint = "let its profile set that, or readonly = 2"
            raise DatabaseError(Problem("CDR505", message, hint=hint))
        sent[name] = value
    return sent


def open_client(url: str, **options: Any) -> Any:
    """Open a client of the driver's; what stands after `?` are settings of the server."""
    clickhouse = import_driver("clickhouse_connect", "cdrql[clickhouse]")
    logging.getLogger("clickhouse_connect").addHandler(logging.NullHandler())  # errors are raised
    at = urlsplit(url)
    secure = at.scheme == "clickhouses"
    return clickhouse.get_client(
        host=at.hostname or "127.0.0.1",
        # The ports of HTTP, not of the native protocol (9000), which the driver does not speak.
        port=at.port or (8443 if secure else 8123),
        username=unquote(at.username or "default"),
        password=unquote(at.password or ""),
        database=unquote(at.path.removeprefix("/")) or "default",
        secure=secure,
        settings=dict(parse_qsl(at.query)),
        **options,
    )
