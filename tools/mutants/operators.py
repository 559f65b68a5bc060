"""Mutations that cosmic-ray does not have, and that a vault should fear: a step left out.

A check that is not made, a key that is not wiped, a name that is not made durable: each is one
statement, and the program seems to work without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cosmic_ray.operators.operator import Example, Operator
from parso.python.tree import Keyword

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parso.tree import NodeOrLeaf

    Span = tuple[tuple[int, int], tuple[int, int]]


class _First(Operator):
    """Replaces the first child of a line of code; `fits` says of which."""

    word = "pass"

    @classmethod
    def fits(cls, _statement: NodeOrLeaf) -> bool:
        raise NotImplementedError

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Span]:
        """Where the statement stands."""
        if node.type == "simple_stmt" and self.fits(node.children[0]):
            yield node.children[0].start_pos, node.children[0].end_pos

    def mutate(self, node: NodeOrLeaf, _index: int) -> NodeOrLeaf:
        """The same line with the statement replaced."""
        gone = node.children[0]
        node.children[0] = Keyword(self.word, gone.start_pos, gone.get_first_leaf().prefix)
        return node


class LeaveOutCall(_First):
    """A call made only for its effect is not made."""

    @classmethod
    def fits(cls, statement: NodeOrLeaf) -> bool:
        """Whether *statement* is a call and nothing else."""
        return statement.type == "atom_expr" and statement.children[-1].get_code().startswith("(")

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """What it does."""
        return (Example("wipe(key)\n", "pass\n"),)


class LeaveOutRaise(_First):
    """What should be refused is passed over."""

    @classmethod
    def fits(cls, statement: NodeOrLeaf) -> bool:
        """Whether *statement* raises something, or raises again."""
        return statement.type == "raise_stmt" or statement.get_code().strip() == "raise"

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """What it does."""
        return (Example("raise missing()\n", "pass\n"),)


class ReturnNothing(_First):
    """What was computed is not given back."""

    word = "return"

    @classmethod
    def fits(cls, statement: NodeOrLeaf) -> bool:
        """Whether *statement* gives back something other than nothing."""
        return (
            statement.type == "return_stmt" and statement.children[1].get_code().strip() != "None"
        )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """What it does."""
        return (Example("return key\n", "return\n"),)


class Steps:
    """The operators of this page, as cosmic-ray wants to be given them."""

    _all = (LeaveOutCall, LeaveOutRaise, ReturnNothing)

    def __iter__(self) -> Iterator[str]:
        return (one.__name__ for one in self._all)

    def __getitem__(self, name: str) -> type[Operator]:
        return {one.__name__: one for one in self._all}[name]
