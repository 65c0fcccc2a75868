"""What the board and the lists hold in a browser: the rows of their URL, and what they are told afterwards."""

import asyncio
import json
from collections.abc import Sequence

import httpx

from dashboard.cards import Card, Gone
from dashboard.components.cards_element import CardsElement


class Deck:
    """The cards of one element, by id. Whatever is told twice, late, or before the rows, changes nothing."""

    def __init__(self, element: CardsElement) -> None:
        self.element = element
        self.url = ""
        self.by_id: dict[str, Card] = {}
        self.fault = ""
        self._loading = asyncio.Lock()
        self._early: list[Card | Gone] | None = None

    @property
    def columns(self) -> dict[str, str]:
        """The ids of the groups by their names."""
        return {str(group["name"]): str(group["id"]) for group in self.element.props["columns"]}

    def in_group(self, name: str) -> list[str]:
        """The titles in a status, from top to bottom."""
        status = self.columns[name]
        found = [card for card in self.by_id.values() if card["status"] == status]
        return [card["title"] for card in sorted(found, key=lambda card: (card["position"], card["id"]))]

    def find(self, title: str) -> Card:
        """The card of this title."""
        return next(card for card in self.by_id.values() if card["title"] == title)

    @property
    def titles(self) -> set[str]:
        """What is on all cards."""
        return {card["title"] for card in self.by_id.values()}

    async def load(self, http: httpx.AsyncClient, *, again: bool = False) -> None:
        """Fetch the rows as the component does when its URL changes."""
        async with self._loading:
            url = str(self.element.props["url"])
            if url == self.url and not again:
                return
            self._early, self.url = [], url
            answer = await http.get(url) if url else None
            early, self._early = self._early, None
            self.fault = "" if answer is None or answer.is_success else str(answer.json()["detail"])
            rows = answer.json()["cards"] if answer is not None and answer.is_success else []
            self.by_id = {card["id"]: card for card in rows}
            self.take(early)

    def hear(self, method: str, given: Sequence[str]) -> None:
        """One of the methods that the page calls in the browser."""
        match method:
            case "apply":
                self.take(json.loads(given[0]))
            case "settle":
                self.take(json.loads(given[1]))

    def take(self, patches: Sequence[Card | Gone]) -> None:
        """Cards that changed, or went."""
        if self._early is not None:
            self._early += patches
            return
        for patch in patches:
            if "gone" in patch:
                self.by_id.pop(patch["id"], None)
            elif patch["id"] not in self.by_id or self.by_id[patch["id"]]["version"] <= patch["version"]:
                self.by_id[patch["id"]] = patch
