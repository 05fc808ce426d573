"""Exports in the styles of several systems, with invented calls, and the rows they must become."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple


class Export(NamedTuple):
    """A file, the options it is loaded with, and what then stands in some columns of the table."""

    text: str | bytes
    shown: str
    rows: list[tuple[Any, ...]]
    options: Mapping[str, Any] = MappingProxyType({})


START = "start_at duration bill_duration"

EXPORTS = {
    "warehouse's own names": Export(
        "start_at,duration,bill_duration,cost,user_id\n2024-03-12 10:00:00,9,5,0.25,7\n",
        f"{START} cost user_id",
        [("2024-03-12 10:00:00", 9, 5, 0.25, 7)],
    ),
    "asterisk": Export(
        "accountcode,src,dst,dcontext,clid,start,answer,end,duration,billsec,disposition\n"
        '"","201","0049301234","out","""Bo, Ada"" <201>","2024-03-12 10:00:00",,'
        '"2024-03-12 10:00:20",20,0,"NO ANSWER"\n',
        f"{START} user_id caller_id destination call_status",
        [("2024-03-12 10:00:00", 20, 0, None, "201", "0049301234", "NO ANSWER")],
    ),
    "freepbx by mysql --batch, quotes are text": Export(
        "calldate\tclid\tsrc\tdst\tduration\tbillsec\tdisposition\taccountcode\n"
        '2024-07-01 10:00:00\t"Bo" <201>\t201\t301\t20\t11\tANSWERED\tsales\n'
        "2024-12-01 10:00:00\t202\t202\t301\t4\t0\tBUSY\tNULL\n",
        f"{START} user_id caller_id call_status",
        [
            ("2024-07-01 08:00:00", 20, 11, None, "201", "ANSWERED"),
            ("2024-12-01 09:00:00", 4, 0, None, "202", "BUSY"),
        ],
        {"timezone": "Europe/Paris"},
    ),
    "freeswitch": Export(
        "caller_id_number,destination_number,start_stamp,duration,billsec,hangup_cause\n"
        "201,301,2024-03-12 10:00:00.905639107,8,6,NORMAL_CLEARING\n",
        f"{START} caller_id destination call_status",
        [("2024-03-12 10:00:00.905639", 8, 6, "201", "301", "NORMAL_CLEARING")],
    ),
    "fusionpbx, whose duration is billsec": Export(
        "xml_cdr_uuid,start_epoch,start_stamp,end_epoch,duration,billsec,hangup_cause_q850\n"
        "5e0c,1710237600,2024-03-12 11:00:00+01,1710237630,21,21,16\n",
        f"{START} q850",
        [("2024-03-12 10:00:00", 30, 21, "16")],
    ),
    "yeti, whose duration begins with the answer": Export(
        "id,time_start,time_connect,time_end,duration,customer_id,customer_price\n"
        "1,2024-03-12 10:00:00+00,,2024-03-12 10:00:12+00,0,44,\\N\n"
        "2,2024-03-12 10:01:00+00,x,2024-03-12 10:02:00+00,50,44,0.000125\n",
        f"{START} user_id cost",
        [
            ("2024-03-12 10:00:00", 12, 0, 44, None),
            ("2024-03-12 10:01:00", 60, 50, 44, 0.000125),
        ],
    ),
    "voipmonitor, semicolons": Export(
        "ID;calldate;caller;called;duration;connect_duration;lastSIPresponseNum;whohanged\r\n"
        "1;2024-03-12 10:00:00;201;301;12;\\N;486;callee\r\n"
        "2;2024-03-12 10:00:01;201;301;12;9;200;caller\r\n",
        f"{START} sip_status hangup",
        [
            ("2024-03-12 10:00:00", 12, 0, 486, "callee"),
            ("2024-03-12 10:00:01", 12, 9, 200, "caller"),
        ],
    ),
    "cdr-stats": Export(
        "Starting Date|Caller-ID Number|destination_number|DURATION|Bill Sec|sell_cost\n"
        "2024-03-12T10:00:00Z|201|301|00:02:05|100|1.50\n",
        f"{START} caller_id cost",
        [("2024-03-12 10:00:00", 125, 100, "201", 1.5)],
    ),
    "byte order mark and latin names": Export(
        "\ufeffcalldate,dst,duration,billsec\n2024-03-12 10:00:00,Žofie,3,2\n",
        f"{START} destination",
        [("2024-03-12 10:00:00", 3, 2, "Žofie")],
    ),
    "latin-1": Export(
        "calldate,dst,duration,billsec\n2024-03-12 10:00:00,Zoë,3,2\n".encode("latin-1"),
        f"{START} destination",
        [("2024-03-12 10:00:00", 3, 2, "Zoë")],
        {"encoding": "latin-1"},
    ),
    "utf-16, as spreadsheets write it": Export(
        "calldate\tdst\tduration\tbillsec\n2024-03-12 10:00:00\tZoë\t3\t2\n".encode("utf-16"),
        f"{START} destination",
        [("2024-03-12 10:00:00", 3, 2, "Zoë")],
        {"encoding": "utf-16"},
    ),
    "stated time format, names said by hand": Export(
        "When,Who,Total,Talk\n31/12/2024 23:59:59,201,3,2\n",
        f"{START} caller_id",
        [("2024-12-31 23:59:59", 3, 2, "201")],
        {
            "time_format": "%d/%m/%Y %H:%M:%S",
            "column": {
                "start_at": "When",
                "caller_id": "who",
                "duration": "Total",
                "bill_duration": "Talk",
            },
        },
    ),
    "a difference said by hand, a match switched off": Export(
        "start,end,answer,dst\n1710237600,1710237610,1710237606,301\n",
        f"{START} destination",
        [("2024-03-12 10:00:00", 10, 4, None)],
        {
            "column": {
                "duration": "end - start",
                "bill_duration": "end - answer",
                "destination": "-",
            }
        },
    ),
    "no header, columns by position": Export(
        "201, Ada, 301, 9, 5, 16, 1710237600.25\n201, Bo, 302, 9, 0, 17, 1710237600250\n",
        f"{START} destination q850",
        [
            ("2024-03-12 10:00:00.250000", 9, 5, "301", "16"),
            ("2024-03-12 10:00:00.250000", 9, 0, "302", "17"),
        ],
        {"columns": ["caller_id", "-", "destination", *START.split()[1:], "q850", "start_at"]},
    ),
    "a header under columns by position": Export(
        "a,b,c\n1710237600,9,5\n",
        START,
        [("2024-03-12 10:00:00", 9, 5)],
        {"columns": START.split()},
    ),
    "a text with a line break in it": Export(
        'calldate,dst,duration,billsec\n2024-03-12 10:00:00,"3\n01",3,2\n',
        f"{START} destination",
        [("2024-03-12 10:00:00", 3, 2, "3\n01")],
    ),
}
