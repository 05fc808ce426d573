"""What parts of a column's name say that it may hold a field, and which say that it does not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cdrql.model.name_words import any_word, snake_name

# What a name is about, whatever else it says. Names are those of `snake_name`.
MONEY = r"(?:cost|price|amount|fee|debit|credit|tariff|revenue|profit|margin|balance)s?(?=_|$)|" + (
    any_word("cost price charge currency rate tax vat per")
)
SPAN = (
    any_word("duration dur second sec minute min ms msec millisecond length elapsed time quantity")
    + "|(?:bill|talk|ring|hold|wait)m?secs?(?=_|$)"
)
_WAIT = r"(?:^|_)(?:ring|wait|hold(?!er)|queue|alert|setup|pdd|progress|delay|early|park|wrap|acw)"
_KIND = any_word("type kind class category mode entity flag state status code format reverse") + (
    "|^(?:is|has|was|can)_|_(?:is|has|was)_"
)
_OTHER = any_word("transfer conf conference url ip port uuid guid codec stamp epoch date field") + (
    "|_at$|ip$|^i_"  # `i_customer` is a number of a row, as `customer_id`
)
_PLACE = any_word(
    """address domain host realm country city region zone operator network channel device context
    contact tag lang language comment description file path recording trunk carrier provider vendor
    supplier gateway did index count group"""
)
# What says that a call was sold for it, or bought: of two sums the first is what it costs.
SOLD = any_word("sell sold selling sale customer client retail user debit") + "|^user"
CHARGED = any_word("price revenue charged? amount")
BOUGHT = (
    any_word(
        "buy bought buying purchase vendor provider carrier supplier wholesale operator reseller"
    )
    + "|^buy|_buy"
)


@dataclass(frozen=True, slots=True)
class NamePart:
    """What suggests a field, what a name with it must not say, and what says it best."""

    suggests: str
    never: Sequence[str] = ()
    best: Sequence[str] = ()  # the surest first


# Where no well-known name is found; such a choice is doubtful. The order is that of choosing.
NAME_PARTS: dict[str, NamePart] = {
    "bill_duration": NamePart(
        "bill|talk|conversation|speech|connected_time|(?:answer|charg|connect).*(?:sec|dur|min)",
        (MONEY, _WAIT, _KIND, _OTHER, any_word("id name number plan account party agent cycle")),
        (SPAN,),
    ),
    "duration": NamePart(
        r"duration|length|elapsed|total_?(?:sec|time|min)|call_?(?:time|sec|min)|(?:^|_)dur"
        "|^(?:minute|min|second|sec)s?$",
        (MONEY, _WAIT, _KIND, _OTHER, any_word("agent ivr moh voicemail video id name")),
        (any_word("total call duration"),),
    ),
    "destination": NamePart(
        "dest|dialled|dialed|called|callee|dnis|^cld$|^b_?(?:num|msisdn|party)|(?:msisdn|number)_b$"
        "|^to(?:$|_?(?:num|phone|uri|user|msisdn))|^dst"
        "|^term(?:$|inat(?:ing|ion)(?:$|_(?:num|phone|party|msisdn)))|^party_b$",
        (MONEY, SPAN, _KIND, _OTHER, _PLACE, any_word("name id")),
        (any_word("phone msisdn e164"), any_word("number num dialled dialed dst cld dnis")),
    ),
    "caller_id": NamePart(
        "caller|calling|(?:^|_)(?:ani|cli|msisdn)$|^a_?(?:num|msisdn|party)|(?:msisdn|number)_a$"
        "|^from(?:$|_?(?:num|phone|uri|user|msisdn))|^src|^source|^orig(?:in|ination|inating|inator)?(?:_|$)|^party_a$",
        (MONEY, SPAN, _KIND, _OTHER, _PLACE, any_word("name id cdr reason")),
        (any_word("phone msisdn cli ani e164"), any_word("number num")),
    ),
    "call_status": NamePart(
        "disposition|outcome|result|status|termination_reason$",
        (MONEY, any_word("payment billing invoice paid export sync sip id")),
    ),
    "hangup": NamePart("(?:hang|disconnect|releas|terminat).*(?:by|side|party|initiator)"),
    "q850": NamePart(r"q_?850|(?:^|_)isdn|cause", (any_word("name text description type"),)),
    "sip_status": NamePart("sip.*(?:code|status|resp|reply|cause)", (any_word("name text"),)),
    "extension": NamePart("^ext(?:en|ension)?(?:_|$)", (MONEY, SPAN, _KIND)),
    "trunk_id": NamePart(
        "(?:trunk|gateway|gw|carrier|vendor|provider|supplier)(?:_.*)?_?id$",
        (any_word("did uuid"),),
        ("dest|dst|term|vendor|out",),
    ),
    "trunk": NamePart(
        r"trunk|gateway|carrier|vendor|provider|supplier|(?:^|_)gw(?:_|$)",
        (MONEY, SPAN, _KIND, _OTHER, any_word("id did number address domain host")),
        (any_word("name"),),
    ),
    "user_id": NamePart(
        "user|customer|client|account|tenant|subscriber|company",
        (MONEY, SPAN, _KIND, _OTHER, r"^(?:dest|dst|to|called|callee)", any_word("agent name")),
        (any_word("id"),),
    ),
    "cost": NamePart(
        "cost|price|charge|amount|(?:^|_)fee$|debit",
        (
            SPAN,
            _KIND,
            _OTHER,
            any_word("per rate currency id name setup connect connection did group"),
        ),
    ),
}


def suggested(field: str, columns: Sequence[str]) -> Iterator[str]:
    """Give the columns of whose name a part suggests the field, those that say it best first."""
    if (part := NAME_PARTS.get(field)) is None:
        return
    found = [name for name in columns if _suggests(part, field, snake_name(name))]
    ranks = {name: [says(best, name) for best in part.best] for name in found}
    yield from sorted(found, key=ranks.__getitem__, reverse=True)


def _suggests(part: NamePart, field: str, snake: str) -> bool:
    # `caller_id_num` is a number, `caller_id` no id.
    snake = re.sub(r"(call(?:er|ing|ed|ee))_id(?=_|$)", r"\1", snake)
    ends_alike = field.endswith("_id") or not snake.endswith("_id")
    return bool(
        re.search(part.suggests, snake)
        and ends_alike
        and not any(re.search(never, snake) for never in part.never)
    )


def says(pattern: str, name: str) -> bool:
    """Tell whether a column's name is about something: `MONEY`, `SPAN`, `SOLD`, `BOUGHT`."""
    return bool(re.search(pattern, snake_name(name)))
