"""What a table of the mapping has in a row: its columns, and those that are set to expressions."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlglot import exp

from cdrql.backend import Backend, get_backend
from cdrql.errors import Problem, did_you_mean
from cdrql.mapping import expressions
from cdrql.mapping.expressions import Refused
from cdrql.mapping.files import Read
from cdrql.mapping.model import Sql, TableKeys
from cdrql.mapping.places import Path


@dataclass(frozen=True)
class Typed:
    """An expression over one table's own columns, and its kind where that is known."""

    tree: exp.Expr
    kind: str | None
    text: str


@dataclass(frozen=True)
class Row:
    """The columns that expressions may name in one table, in one dialect."""

    read: Read
    table: TableKeys
    dialect: str
    kinds: Mapping[str, str]
    bound: Mapping[str, Typed]  # columns that are set

    def typed(
        self, sql: Sql, path: Path, problems: list[Problem], folds: bool = False
    ) -> Typed | None:
        """Parse an expression in the dialect it is written in; tell what is wrong with it."""
        text, written = self._written(sql)
        if text is None:
            message = f"there is no expression for {self.dialect}"
            hint = f'add {self.dialect} = "...", or take it out of `dialects`'
            problems.append(self.read.problem("CDR610", path, message, hint))
            return None
        try:
            tree = expressions.parsed(text, written, folds)
            self._check_columns(tree, text)
            kind = expressions.kind_of(tree, self.kinds, written.dialect, text)
            self._check_portable(tree, written)
        except Refused as refused:
            place = (*path, "sql") if (*path, "sql") in self._known_places() else path
            problems.append(
                self.read.problem(refused.code, place, refused.message, refused.hint, refused.span)
            )
            return None
        return Typed(expressions.qualified(tree, self._set), kind, text)

    def _known_places(self) -> set[Path]:
        """Give every key of the files."""
        return {path for source in self.read.sources for path in source.places}

    def _written(self, sql: Sql) -> tuple[str | None, Backend]:
        """Choose the text for the dialect, and the backend whose dialect it is written in."""
        if isinstance(sql, dict):
            return sql.get(self.dialect), get_backend(self.dialect)
        return sql, get_backend(self.read.mapping.dialects[0])

    def _check_columns(self, tree: exp.Expr, text: str) -> None:
        """Refuse a column that is not declared."""
        for column in expressions.columns_of(tree):
            if column.name not in self.kinds:
                near = did_you_mean(column.name, self.kinds, "add it to [columns] if it is there")
                message = f"`{column.name}` is not a column of `{self.table.name}`"
                raise Refused("CDR608", message, near, expressions.span_of(column, text))

    def _check_portable(self, tree: exp.Expr, written: Backend) -> None:
        """Refuse to print for a dialect what only another means so."""
        if written is get_backend(self.dialect):
            return
        if own := expressions.own_construct(tree):
            first = self.read.mapping.dialects[0]
            message = (
                f"`{own}` is written for {first}, and may mean something else in {self.dialect}"
            )
            hint = f'give each dialect its own: sql = {{ {first} = "...", {self.dialect} = "..." }}'
            raise Refused("CDR610", message, hint)

    def _set(self, name: str) -> exp.Expr | None:
        """Give what a column is set to, if it is."""
        bound = self.bound.get(name)
        if bound is None:
            return None
        return exp.Paren(this=bound.tree.copy())

    def printed(self, tree: exp.Expr) -> str:
        """Print an expression in the dialect."""
        return expressions.printed(tree, get_backend(self.dialect))


def kinds_of(read: Read, table: TableKeys) -> dict[str, str]:
    """Give the kinds of a table's columns, without what is said of NULL."""
    declared = {**read.mapping.columns, **table.columns}
    return {name: kind.split(" ")[0] for name, kind in declared.items()}


def row_of(
    read: Read, table: TableKeys, place: int | None, dialect: str, problems: list[Problem]
) -> Row:
    """Put together what the expressions of one table may name."""
    kinds = kinds_of(read, table)
    base: Path = () if place is None else ("tables", place)
    own = {name: kind for name, kind in kinds.items() if name not in table.set}
    plain = Row(read, table, dialect, own, {})
    bound = {}
    for name, sql in table.set.items():
        typed = plain.typed(sql, (*base, "set", name), problems)
        if typed and name not in kinds:
            hint = f'say its kind in [columns]: {name} = "{typed.kind or "text"}"'
            message = f"`{name}` is set, but has no kind"
            problems.append(read.problem("CDR603", (*base, "set", name), message, hint))
        if typed:
            bound[name] = typed
    return Row(read, table, dialect, kinds, bound)
