"""From text to tree. The grammar is LALR(1): time grows with the length of the text and with nothing else."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias, cast

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput, UnexpectedToken

from query.errors import QueryError
from query.fields import FIELDS
from query.fold import searchable
from query.terms import order, term
from query.tree import EVERYTHING, All, Among, Custom, Either, Not, Query, Tree, Word, leaves
from query.written import Item, Name, Value

CHARACTERS: Final = 2_000
TERMS: Final = 100
NESTING: Final = 20

# The tokens of one term touch each other; hence the look-aheads.
_GRAMMAR: Final = r"""
start: either?
?either: all (_OR all)*
?all: factor (_AND? factor)*
?factor: _MINUS atom -> negation | atom
?atom: WORD -> word | QUOTED -> phrase | _LEFT either _RIGHT | FIELD item (_COMMA item)* -> term
item: value | COMPARISON value -> compared | value _DOTS value -> between | value _OPEN -> since | _DOTS value -> until
value: VALUE | QUOTED

_LEFT: "("
_RIGHT: ")"
_OR.4: /or(?=[\s()"“„]|$)/i
_AND.4: /and(?=[\s()"“„]|$)/i
_MINUS.3: /-(?=[^\s)-])/
QUOTED.3: /"(?:[^"\\]|\\.)*"|[“„][^“”„]*[“”]/s
FIELD.3: /[^\s()"“„:,-][^\s()"“„:,]*:(?=[^\s()])/
COMPARISON.3: /(?:[<>]=?|=)(?=[^\s()])/
_COMMA.3: /,(?=[^\s()])/
_OPEN.3: /\.\.(?=[\s()]|$)/
_DOTS.2: /\.\.(?=[^\s()])/
VALUE: /(?:(?!\.\.)[^\s()"“„,])+/
WORD: /(?!-)(?!(?<=\S),)(?::[^\s()"“„]*|[^\s()"“„:]+(?=[\s()"“„]|$))/
%ignore /\s+/
"""

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_FIELD = re.compile(r'([^\s()"“„:,]+):')
_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[“„][^“”„]*[“”]|[()]', re.DOTALL)
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
_WRONG: Final = {
    **dict.fromkeys('"“„', "this quote is never closed"),
    "-": "expected what to leave out right after this -, without a blank",
    ")": "there is no ( for this )",
    ",": "expected another value right after this comma, without a blank",
    ".": "expected a value on one side of the two dots",
}
_ANYTHING = "expected a word, a phrase in quotes, a term such as status:done, or ("


@dataclass(frozen=True, slots=True)
class _Order:
    """A `sort:` term, which is no condition."""

    sort: str
    at: int


_Part: TypeAlias = "Tree | _Order"


@lru_cache(maxsize=2_000)
def parse(text: str) -> Query:
    """The query that `text` says. `QueryError`, and no other, where it says none."""
    _require_readable(text)
    try:
        whole = cast("_Part", _PARSER.parse(text))
    except UnexpectedInput as error:
        raise _error(text, error) from None
    orders: list[str] = []
    tree = _without_order(whole, orders)
    if sum(_weight(leaf) for leaf in leaves(tree)) > TERMS:
        raise QueryError(f"a query holds at most {TERMS} terms", 0)
    return Query(tree, ",".join(orders) or None)


def _require_readable(text: str) -> None:
    if len(text) > CHARACTERS:
        raise QueryError(f"a query holds at most {CHARACTERS} characters", CHARACTERS)
    if unreadable := _UNREADABLE.search(text):
        raise QueryError("this character is no text", unreadable.start())
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth += {"(": 1, ")": -1}.get(bracket[0], 0)
        if depth > NESTING:
            raise QueryError(f"brackets nest at most {NESTING} deep", bracket.start())


class _Reader(Transformer[Token, _Part]):
    """Makes the tree while the text is read, from the leaves up."""

    def start(self, parts: list[_Part]) -> _Part:
        return parts[0] if parts else EVERYTHING

    def either(self, parts: list[_Part]) -> _Part:
        return Either(tuple(cast("list[Tree]", parts)))

    def all(self, parts: list[_Part]) -> _Part:
        return All(tuple(cast("list[Tree]", parts)))

    @v_args(inline=True)
    def negation(self, part: _Part) -> _Part:
        if isinstance(part, _Order):
            raise QueryError("sort: is turned round by a - before the field, as in sort:-due", part.at)
        return Not(part)

    @v_args(inline=True)
    def word(self, token: Token) -> _Part:
        return _text(str(token))

    @v_args(inline=True)
    def phrase(self, token: Token) -> _Part:
        return _text(_unquoted(token))

    @v_args(inline=True)
    def term(self, field: Token, *items: Item) -> _Part:
        name = Name(field[:-1], field.start_pos or 0)
        return _Order(order(items), name.at) if name.text.lower() == "sort" else term(name, items)

    @v_args(inline=True)
    def value(self, token: Token) -> Value:
        is_quoted = token.type == "QUOTED"
        return Value(_unquoted(token) if is_quoted else str(token), token.start_pos or 0, is_quoted)

    @v_args(inline=True)
    def item(self, value: Value) -> Item:
        return Item("=", value)

    @v_args(inline=True)
    def compared(self, operator: Token, value: Value) -> Item:
        return Item(str(operator), value)  # type: ignore[arg-type]  # the grammar knows these alone

    @v_args(inline=True)
    def between(self, low: Value, high: Value) -> Item:
        return Item("..", low, high)

    @v_args(inline=True)
    def since(self, low: Value) -> Item:
        return Item("..", low)

    @v_args(inline=True)
    def until(self, high: Value) -> Item:
        return Item("..", None, high)


_PARSER: Final = Lark(_GRAMMAR, parser="lalr", transformer=_Reader())


def _text(written: str) -> Tree:
    text = searchable(written)
    return Word(text) if text else EVERYTHING


def _unquoted(token: Token) -> str:
    return _ESCAPED.sub(r"\1", token[1:-1]) if token.startswith('"') else str(token[1:-1])


def _without_order(part: _Part, orders: list[str]) -> Tree:
    """The tree without its `sort:` terms, wherever they stand; what they say is added to `orders`."""
    if isinstance(part, _Order):
        orders.append(part.sort)
        return EVERYTHING
    match part:
        case All(parts):
            kept = [one for one in (_without_order(one, orders) for one in parts) if one != EVERYTHING]
            return kept[0] if len(kept) == 1 else All(tuple(kept))
        case Either(parts):
            for one in cast("tuple[_Part, ...]", parts):
                if isinstance(one, _Order):
                    raise QueryError("sort: is no alternative; write it beside one", one.at)
            return Either(tuple(_without_order(one, orders) for one in parts))
        case Not(below):
            return Not(_without_order(below, orders))
        case _:
            return part


def _weight(leaf: Tree) -> int:
    match leaf:
        case Among(_, _, names):
            return max(len(names), 1)
        case Custom(_, items):
            return len(items)
        case _:
            return 1


def _error(text: str, error: UnexpectedInput) -> QueryError:
    """Lark's complaint in words for people: what was expected, and where."""
    at = error.pos_in_stream or 0
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return QueryError(f"{_ANYTHING if '_LEFT' in error.expected else 'expected )'} at the end", len(text))
    if field := _FIELD.match(text, at):
        known = FIELDS.get(field[1].lower())
        return QueryError(f"{field[1]}: expected {known.value if known else 'a value'} after the colon", field.end())
    if text[at] == ")" and _depth(text[:at]) > 0:
        return QueryError(_ANYTHING, at)
    return QueryError(_WRONG.get(text[at], f"{_ANYTHING}; put this in quotes to look for it as text"), at)


def _depth(text: str) -> int:
    return sum({"(": 1, ")": -1}.get(bracket[0], 0) for bracket in _BRACKET.finditer(text))
