from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.layout import Layout, check_layout
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.view_options_in import ViewOptionsIn


T = TypeVar("T", bound="ViewIn")


@_attrs_define
class ViewIn:
    """A new view, the caller's own unless it is shared.

    Attributes:
        workspace_id (UUID):
        name (str):
        id (None | Unset | UUID): A UUID of the client's own choice (version 7 advised).
        q (str | Unset): In the query language. Its names are looked up when the view is used, `me` is then its reader.
            Default: ''.
        layout (Layout | Unset):
        project_id (None | Unset | UUID): Only the tasks of this project.
        is_shared (bool | Unset):  Default: False.
        options (ViewOptionsIn | Unset): How a layout shows the tasks.
    """

    workspace_id: UUID
    name: str
    id: None | Unset | UUID = UNSET
    q: str | Unset = ""
    layout: Layout | Unset = UNSET
    project_id: None | Unset | UUID = UNSET
    is_shared: bool | Unset = False
    options: ViewOptionsIn | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        workspace_id = str(self.workspace_id)

        name = self.name

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        elif isinstance(self.id, UUID):
            id = str(self.id)
        else:
            id = self.id

        q = self.q

        layout: str | Unset = UNSET
        if not isinstance(self.layout, Unset):
            layout = self.layout

        project_id: None | str | Unset
        if isinstance(self.project_id, Unset):
            project_id = UNSET
        elif isinstance(self.project_id, UUID):
            project_id = str(self.project_id)
        else:
            project_id = self.project_id

        is_shared = self.is_shared

        options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = self.options.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "workspace_id": workspace_id,
                "name": name,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if q is not UNSET:
            field_dict["q"] = q
        if layout is not UNSET:
            field_dict["layout"] = layout
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if is_shared is not UNSET:
            field_dict["is_shared"] = is_shared
        if options is not UNSET:
            field_dict["options"] = options

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.view_options_in import ViewOptionsIn

        d = dict(src_dict)
        workspace_id = UUID(d.pop("workspace_id"))

        name = d.pop("name")

        def _parse_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                id_type_0 = UUID(data)

                return id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        id = _parse_id(d.pop("id", UNSET))

        q = d.pop("q", UNSET)

        _layout = d.pop("layout", UNSET)
        layout: Layout | Unset
        if isinstance(_layout, Unset):
            layout = UNSET
        else:
            layout = check_layout(_layout)

        def _parse_project_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                project_id_type_0 = UUID(data)

                return project_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        project_id = _parse_project_id(d.pop("project_id", UNSET))

        is_shared = d.pop("is_shared", UNSET)

        _options = d.pop("options", UNSET)
        options: ViewOptionsIn | Unset
        if isinstance(_options, Unset):
            options = UNSET
        else:
            options = ViewOptionsIn.from_dict(_options)

        view_in = cls(
            workspace_id=workspace_id,
            name=name,
            id=id,
            q=q,
            layout=layout,
            project_id=project_id,
            is_shared=is_shared,
            options=options,
        )

        return view_in
