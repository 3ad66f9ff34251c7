"""A command that lists, and has commands below it that change what it lists."""

from typing import Any

import click


class Shelf(click.Group):
    """A command that lists, with commands below it that change what it lists."""

    def __init__(self, listing: click.Command) -> None:
        super().__init__(listing.name)
        self._listing = listing
        self.help = listing.help

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Whatever is none of the commands below belongs to the listing."""
        below = bool(args) and args[0] in self.commands
        if below or extra.get("resilient_parsing"):
            return super().make_context(info_name, args, parent, **extra)
        self._listing.epilog = f"Below it: {', '.join(self.commands)} (see their --help)."
        return self._listing.make_context(info_name, args, parent, **extra)
