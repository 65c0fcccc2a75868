"""How operators look at rows at `/admin/`: nothing to alter, and lists that open quickly however long the table is.

Only actions change what has a log. So a page has operations, each of which calls one for every chosen row.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from backend.core.errors import TasktideError

if TYPE_CHECKING:
    Pages = admin.ModelAdmin[Any]
    Lines = admin.TabularInline[Any, Any]
    Counted = Paginator[Any]
    Rows = QuerySet[Any]
else:
    Pages, Lines, Counted, Rows = admin.ModelAdmin, admin.TabularInline, Paginator, QuerySet

MOST_COUNTED = 10_000
MOST_CHOSEN = 500  # rows of one operation

Page = TypeVar("Page", bound="Inspection")
Work = Callable[[Page, HttpRequest, Any], None]
Operation = Callable[[Page, HttpRequest, Rows], HttpResponse | None]


class Capped(Counted):
    """Counts up to `MOST_COUNTED` rows: whoever looks for something further back narrows the list down."""

    @cached_property
    def count(self) -> int:
        """How many rows there are, as far as they are counted."""
        rows = cast("Rows", self.object_list)
        return rows.order_by()[:MOST_COUNTED].count()

    @property
    def is_capped(self) -> bool:
        """Whether there may be more."""
        return self.count == MOST_COUNTED


class Inspection(Pages):
    """The pages of a model of which operators see everything but `secret`, and change nothing."""

    paginator = Capped
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each would be a count of its own
    list_per_page = 50
    list_max_show_all = 50
    ordering: ClassVar[tuple[str, ...]] = ("-id",)  # the newest first, by an index that every table has
    secret: ClassVar[tuple[str, ...]] = ()
    title = ""  # of the list; the model's own name if left out

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Under its title."""
        return super().changelist_view(request, {"title": self.heading, **(extra_context or {})})

    @property
    def heading(self) -> str:
        """The title."""
        return self.title or capfirst(str(self.opts.verbose_name_plural))

    def get_search_results(self, request: HttpRequest, queryset: Rows, search_term: str) -> tuple[Rows, bool]:
        """Each word in one of `search_fields`; what is no id is not compared with ids."""
        del request
        for word in search_term.split():
            queryset = queryset.filter(self._found(word))
        return queryset, False

    def _found(self, word: str) -> Q:
        found = Q(pk__in=[])
        for lookup in self.search_fields:
            field = get_fields_from_path(self.model, lookup.rpartition("__")[0])[-1]
            with suppress(ValidationError):
                found |= Q((lookup, field.to_python(word)))
        return found

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        """What is shown of a row: links to what belongs to it, and all of its columns."""
        del request, obj
        columns = [field.name for field in self.model._meta.concrete_fields]  # noqa: SLF001  # Django's documented way
        return [*self.readonly_fields, *(name for name in columns if name not in self.secret)]

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        del request, obj
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        del request, obj
        return False


class Narrowed(admin.SimpleListFilter):
    """What a link from another page has narrowed a list down to, so that it can be widened again."""

    def lookups(self, request: HttpRequest, model_admin: Pages) -> list[tuple[str, str]]:
        """That one alone."""
        del request, model_admin
        value = self.value()
        return [(value, "The one that you came from")] if value else []

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        """The rows that belong to it."""
        del request
        try:
            return queryset.filter(Q((str(self.parameter_name), self.value()))) if self.value() else queryset
        except ValidationError as error:
            raise IncorrectLookupParameters from error


def narrowed(column: str) -> type[Narrowed]:
    """The filter that `rows_of(…, column=id)` leads to."""
    title = column.removesuffix("_id")
    return type("Narrowed", (Narrowed,), {"parameter_name": column, "title": title})


def operation(label: str, *, done: str, asks: bool = False) -> Callable[[Work[Page]], Operation[Page]]:
    """An entry of a page's list of actions, made of what is to be done with one row, each in its own transaction.

    `done`: what is then written into the operators' journal. With `asks` the operator is asked whether he means it.
    """

    def declare(work: Work[Page]) -> Operation[Page]:
        @admin.action(description=label)
        def run(page: Page, request: HttpRequest, rows: Rows) -> HttpResponse | None:
            chosen = list(rows[: MOST_CHOSEN + 1])
            if len(chosen) > MOST_CHOSEN:
                page.message_user(request, f"That is more than {MOST_CHOSEN} at once.", messages.ERROR)
            elif asks and "confirmed" not in request.POST:
                return _ask(page, request, chosen, label, work.__name__)
            else:
                _perform(page, request, chosen, work, done)
            return None

        run.__name__ = work.__name__
        return run

    return declare


def rows_of(model: type[Model], label: str, **conditions: object) -> SafeString:
    """A link to the list of a model's rows that meet these conditions."""
    query = {name: str(value) for name, value in conditions.items()}
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"  # noqa: SLF001
    return format_html('<a href="{}">{}</a>', _with(reverse(name), query), label)


def _with(path: str, query: dict[str, str]) -> str:
    return f"{path}?{urlencode(query)}"


def _ask(page: Inspection, request: HttpRequest, chosen: list[Any], label: str, name: str) -> HttpResponse:
    context = {
        **page.admin_site.each_context(request),
        "title": "Are you sure?",
        "opts": page.opts,
        "chosen": chosen,
        "label": label,
        "action": name,
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/confirm.html", context)


def _perform(page: Inspection, request: HttpRequest, chosen: list[Any], work: Work[Any], done: str) -> None:
    names = []
    for one in chosen:
        try:
            work(page, request, one)
        except TasktideError as error:
            page.message_user(request, f"{one}: {error.detail}", messages.ERROR)
        else:
            page.log_change(request, one, done)
            names.append(str(one))
    if names:
        shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        page.message_user(request, f"{done}: {shown}", messages.SUCCESS)
