"""Handlers for maintainers, each with one kind of work; they never import each other."""
