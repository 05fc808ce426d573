"""What a table of the mapping has in a row: its columns, and those that are set to expressions."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlglot import exp

from cdrql.backend import Backend, get_backend
from cdrql.backend import sql as words
from cdrql.errors import Problem, did_you_mean
from cdrql.mapping import clock_ban, expressions, zone_ban
from cdrql.mapping.flow import shown_parts
from cdrql.mapping.kinds import expression_kind
from cdrql.mapping.model import ExpressionTexts, TableKeys
from cdrql.mapping.model import MappingKeys as Keys
from cdrql.mapping.portable import own_construct
from cdrql.mapping.reading import Refused
from cdrql.mapping.sources import ReadMapping
from cdrql.model.columns import NUMBER_KINDS, Stated
from cdrql.texts.places import Path


@dataclass(frozen=True)
class TypedExpression:
    """An expression over one table's own columns, and its kind where that is known."""

    tree: exp.Expr
    kind: str | None
    text: str


@dataclass(frozen=True)
class TableRow:
    """The columns that expressions may name in one table, in one dialect."""

    read: ReadMapping
    table: TableKeys
    dialect: str
    kinds: Mapping[str, str]
    bound: Mapping[str, TypedExpression]  # columns that are set

    @property
    def name(self) -> str:
        """Give the table's name in the dialect."""
        known = self.table.name
        return known if isinstance(known, str) else known.get(self.dialect, "")

    def parse_typed(
        self, sql: ExpressionTexts, path: Path, problems: list[Problem], folds: bool = False
    ) -> TypedExpression | None:
        """Parse an expression in the dialect it is written in; tell what is wrong with it."""
        # One text for all dialects is written in the mapping's first.
        text, written = self._written_for(sql)
        if text is None:
            message = f"there is no expression for {self.dialect}"
            hint = f'add {self.dialect} = "...", or take it out of `dialects`'
            problems.append(self.read.problem("CDR610", path, message, hint))
            return None
        try:
            tree = expressions.parse_expression(text, written, folds)
            self._check_columns(tree, text)
            self._check_outside(tree, text)
            kind = expression_kind(tree, self.kinds, written.dialect, text)
            if isinstance(tree, exp.Column) and self.kinds[tree.name] == "other":
                kind = "other"  # an enum, for instance: what it is not is known
            self._check_portable(tree, written, text)
            found = expressions.qualify_columns(tree, self._set_expression, self.read_number)
            if self.bound:  # two that are harmless alone may not be so in one another
                self._check_outside(found, text)
            self._try_to_print(found)
        except Refused as refused:
            path = (*path, "sql") if self.read.states((*path, "sql")) else path
            path = (*path, self.dialect) if isinstance(sql, dict) else path
            span = refused.span or (0, len(text))
            problems.append(
                self.read.problem(refused.code, path, refused.message, refused.hint, span)
            )
            return None
        return TypedExpression(found, kind, text)

    def _written_for(self, sql: ExpressionTexts) -> tuple[str | None, Backend]:
        """Choose the text for the dialect, and the backend whose dialect it is written in."""
        if isinstance(sql, dict):
            return sql.get(self.dialect), get_backend(self.dialect)
        return sql, get_backend(self.read.mapping.dialects[0])

    def _check_outside(self, tree: exp.Expr, text: str) -> None:
        """Refuse what reads the clock, or the zone of the process."""
        clock_ban.refuse_clocks(tree, self.kinds, text)
        zone_ban.refuse_zones(tree, text)

    def _check_columns(self, tree: exp.Expr, text: str) -> None:
        known = (*self.kinds, *self.read.declared)
        for column in expressions.columns_in(tree):
            if column.name not in self.kinds:
                near = did_you_mean(column.name, known, "add it to [columns] if it is there")
                message = f"`{column.name}` is not a column of `{self.table.name}`"
                raise Refused("CDR608", message, near, expressions.node_span(column, text))

    def _check_portable(self, tree: exp.Expr, written: Backend, text: str) -> None:
        """Refuse to print for a dialect what only another means so."""
        if written is get_backend(self.dialect):
            return
        node = own_construct(
            tree, lambda part: expression_kind(part, self.kinds, written.dialect, text)
        )
        if node:
            first = self.read.mapping.dialects[0]
            message = (
                f"{node[1]} is written for {first}, and may mean something else in {self.dialect}"
            )
            hint = f'give each dialect its own: sql = {{ {first} = "...", {self.dialect} = "..." }}'
            raise Refused("CDR610", message, hint, expressions.node_span(node[0], text))
        expressions.widen_casts(tree)

    def _try_to_print(self, tree: exp.Expr) -> None:
        """Refuse what the dialect has no words for."""
        try:
            self.print_tree(tree)
        except RecursionError:
            raise Refused("CDR606", "the expression is nested too deep to be printed") from None
        except Exception as error:  # whatever else the printer stumbles over
            why = (str(error).splitlines() or [type(error).__name__])[0][:200]
            message = f"the expression cannot be printed for {self.dialect}: {why}"
            raise Refused("CDR610", message) from None

    def _set_expression(self, name: str) -> exp.Expr | None:
        """Give what a column is set to, if it is."""
        bound = self.bound.get(name)
        if bound is None:
            return None
        # In parentheses, for it may stand beside an operator that binds tighter.
        return exp.Paren(this=bound.tree.copy())

    def read_number(self, tree: exp.Expr) -> exp.Expr:
        """Read a column of numbers as such: `c."talk" + 0` where it can hold texts."""
        if not isinstance(tree, exp.Column) or self.kinds.get(tree.name) not in NUMBER_KINDS:
            return tree
        not_null = self.stated_column(TypedExpression(tree, None, "")).not_null
        return get_backend(self.dialect).stored_number(tree, not not_null)

    def read_whole(self, tree: exp.Expr) -> exp.Expr:
        """Read whole numbers as they are shown: of a column what is whole, of a sum its whole part.

        The numbers that an expression chooses by a CASE are whole as they are written.
        """
        backend = get_backend(self.dialect)
        if isinstance(tree, exp.Column):
            return backend.stored_whole(tree.copy)
        made = any(isinstance(part, exp.Column) for part in shown_parts(tree))
        return tree if backend.exact_decimals or not made else backend.cut(tree, 1, True)

    def stated_column(self, typed: TypedExpression) -> Stated:
        """Give what is stated of the column that an expression is; nothing where it is more."""
        tree = typed.tree.unnest()
        name = tree.name if isinstance(tree, exp.Column) else ""
        kind = self.table.columns.get(name) or self.read.mapping.columns.get(name)
        return Stated.read(kind) if kind else Stated()

    def print_as_text(self, typed: TypedExpression) -> str:
        """Print an expression as a text: a column `id` of numbers as `CAST(c."id" AS TEXT)`."""
        is_text = typed.kind in (None, "text")
        return self.print_tree(typed.tree if is_text else words.as_text(typed.tree))

    def print_tree(self, tree: exp.Expr) -> str:
        """Print an expression in the dialect: `answered > 0` as `(c."answered" > 0)`."""
        return expressions.print_expression(tree, get_backend(self.dialect))


# What is stated of columns.


def stated_columns(mapping: Keys, table: TableKeys) -> dict[str, Stated]:
    """Read what a mapping states of a table's columns: `answered = "integer not null"`."""
    return {name: Stated.read(kind) for name, kind in (mapping.columns | table.columns).items()}


def column_kinds(read: ReadMapping, table: TableKeys) -> dict[str, str]:
    """Give the kinds of a table's columns, those that are set included.

    Of `[columns]` with `talk = "int32 not null"` that is `{"talk": "integer"}`.
    """
    return {name: column.kind or "" for name, column in stated_columns(read.mapping, table).items()}


# What a column of a kind may be set to beside its own kind.
_HOLDS = {
    "decimal": ("integer",),
    "float": ("integer", "decimal"),
    "text": ("uuid",),
    "other": ("text", "integer", "decimal", "float", "time", "boolean", "uuid"),
}


def table_row(
    read: ReadMapping, table: TableKeys, place: int | None, dialect: str, problems: list[Problem]
) -> TableRow:
    """Put together what the expressions of one table may name: its columns, and those of `set`.

    `set = { kind = "CASE WHEN src = '' THEN 4 ELSE 3 END" }` is what `kind` stands for in them.
    """
    kinds = column_kinds(read, table)
    base: Path = () if place is None else ("tables", place)
    own = {name: kind for name, kind in kinds.items() if name not in table.set}
    plain = TableRow(read, table, dialect, own, {})
    bound = {}
    for name, sql in table.set.items():
        typed = plain.parse_typed(sql, (*base, "set", name), problems)
        if typed and name not in kinds:
            hint = f'say its kind in [columns]: {name} = "{typed.kind or "text"}"'
            message = f"`{name}` is set, but has no kind"
            problems.append(read.problem("CDR603", (*base, "set", name), message, hint))
        elif typed and typed.kind not in (*_HOLDS.get(kinds[name], ()), kinds[name], "other", None):
            message = f"`{name}` is {kinds[name]}, and set to what is {typed.kind}"
            hint = "declare the column as what it is set to, or CAST it to what is declared"
            problems.append(read.problem("CDR609", (*base, "set", name), message, hint))
        if typed:
            bound[name] = typed
    return TableRow(read, table, dialect, kinds, bound)
