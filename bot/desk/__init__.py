"""The desk: what only maintainers see in Telegram."""
