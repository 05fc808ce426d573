"""Mutation: changes the compiler in one place at a time, and sees whether a test fails.

python -m tools.mutation [--module groups] [--sample 500] [--seed 1]
    [--write docs/trust/mutation.md]

`SCOPE` is what is changed: all that `cdrql.compile` runs, the policy and the backends. `SUITE` is
what must notice: tests that need no server, the quickest first.
"""

SCOPE = (
    *(
        "compiler",
        "shapes",
        "language.request",
        "language.findings",
        "language.values",
        "language.zones",
        "language.query",
        "language.parser",
    ),
    *(
        "model.vocabulary",
        "model.warehouse",
        "model.default",
        "planning.names",
        "planning.rules",
        "planning.plan",
        "planning.planner",
        "backend.sql",
    ),
    *("emit.target", "emit.fragments", "emit.naming", "emit.quotients", "emit.sums"),
    *("emit.ratios", "emit.sources", "emit.predicates", "emit.columns", "emit.lookups"),
    *("emit.measures", "emit.bounds", "emit.ordering", "emit.folding", "emit.steps"),
    *(
        "emit.statement",
        "backend.contract",
        "backend.registry",
        "backend.starts",
    ),
    *(
        "model.policy",
        "planning.policy_checks",
        "emit.binding",
        "emit.printing",
        "compiled",
        "errors",
        "texts.spans",
    ),
    *("backends.postgres", "backends.mysql", "backends.clickhouse", "backends.sqlite"),
)

# What a mutant meets first comes first; what is slow comes last, as far as time goes.
SUITE = (
    ("golden", "words", "errors", "bounds", "texts", "policy", "policy_engines", "levels"),
    ("policy_algebra", "reference", "caps"),
    ("compile", "reference_filters", "paramstyles", "warehouse", "formula", "backend"),
    ("kept_shapes", "answered", "stored_starts", "mapped_golden", "folds", "narrow"),
    ("mirrors", "zone_changes"),
    ("policy_cache", "policy_files", "policy_hidden"),
)
