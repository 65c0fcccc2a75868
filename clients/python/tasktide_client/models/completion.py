from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Completion")


@_attrs_define
class Completion:
    """`text` may take the place of the characters from `from` to `to`. `kind`: what it is, such as field or label.

    Attributes:
        text (str):
        label (str):
        kind (str):
        from_ (int):
        to (int):
    """

    text: str
    label: str
    kind: str
    from_: int
    to: int

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        label = self.label

        kind = self.kind

        from_ = self.from_

        to = self.to

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "text": text,
                "label": label,
                "kind": kind,
                "from": from_,
                "to": to,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        text = d.pop("text")

        label = d.pop("label")

        kind = d.pop("kind")

        from_ = d.pop("from")

        to = d.pop("to")

        completion = cls(
            text=text,
            label=label,
            kind=kind,
            from_=from_,
            to=to,
        )

        return completion
