"""Keyset pages in the shape that Tasktide answers."""

from urllib.parse import parse_qs, urlsplit

from rest_framework.pagination import CursorPagination
from rest_framework.response import Response


class TaskPagination(CursorPagination):
    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 200
    ordering = ("-created_at", "-id")

    def encode_cursor(self, cursor):
        return parse_qs(urlsplit(super().encode_cursor(cursor)).query)[self.cursor_query_param][0]

    def get_paginated_response(self, data):
        return Response({"items": data, "next": self.get_next_link()})
