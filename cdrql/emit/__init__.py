"""From a plan to a statement: the tree, its clauses, its text and parameters."""
