"""Which language somebody chose: kept in the store, and in mind for those who write now."""

import asyncio
from collections import OrderedDict
from typing import Final

from knowledge.model import Language
from knowledge.store import Store

KEPT: Final = 4096
"""People who are kept in mind; the others cost a look into the store."""


class Choices:
    """The languages that people chose. ``user`` is the key that the store knows somebody by."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[str, Language | None] = OrderedDict()
        # While the store is locked, those who wait for it take one thread, and not all there are.
        self._writing = asyncio.Lock()

    async def of(self, user: str) -> Language | None:
        """What a user chose, if anything; raises StoreError where it cannot be read."""
        if user in self._kept:
            self._kept.move_to_end(user)
            return self._kept[user]
        chosen = await asyncio.to_thread(self._store.language, user)
        self._keep(user, chosen)
        return chosen

    async def choose(self, user: str, language: Language) -> None:
        """Keep what a user chose; raises StoreError where it cannot be written."""
        async with self._writing:
            await asyncio.to_thread(self._store.set_language, user, language)
        self._keep(user, language)

    async def forget(self, user: str) -> None:
        """Delete what a user chose; raises StoreError where it cannot be written."""
        async with self._writing:
            await asyncio.to_thread(self._store.forget_language, user)
        self._keep(user, None)

    def look_again(self) -> None:
        """Keep nothing in mind any more, as after a change in the store."""
        self._kept.clear()

    def _keep(self, user: str, chosen: Language | None) -> None:
        self._kept[user] = chosen
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
