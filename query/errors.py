"""What can be wrong with a query."""


class QueryError(Exception):
    """A query that cannot be understood. `at`: the first character that is wrong, counted from 0."""

    def __init__(self, message: str, at: int = 0) -> None:
        super().__init__(message)
        self.message, self.at = message, at
