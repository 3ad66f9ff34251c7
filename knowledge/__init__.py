"""The curated base, its store and the matcher: synchronous, and unaware of Telegram."""
