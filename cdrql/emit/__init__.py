"""From a plan to a statement. A request is followed downwards: a room imports from those below it.

- `printing`, then `binding`: the tree's text, and how values are put to its parameters.
- `statement`: the tree, clause by clause.
- `step_order`: the queries between the sums and the answer. `folding`: those that make calls of
  rows.
- `ordering`, `bounds`, `answer_columns`, `response_texts`, `measure_values`: what is made of the
  sums of a group.
- `lookups`, `columns`, `predicates`: names, keys and sums, tests.
- `sources`: where calls come from, and what is read of one.
- `ratios`, `sums`, `quotients`: the arithmetic of measures, down to whole numbers.
- `naming`, `fragments`, `target`: names, the cache of printed SQL, what it is written for.
- `blaming`: what is told where a backend from elsewhere fails.
"""
