"""A count and the words that go with it, in the right number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def in_number(forms: Mapping[int, str], count: int, **more: object) -> str:
    """The form for *count*: that for 1, the one for 0 where there is one, or else that for 2.

    `{count}` in it is the count, and *more* fills what else is left open in it.
    """
    form = forms.get(count, forms[2]) if count < 2 else forms[2]
    return form.format(count=count, **more)
