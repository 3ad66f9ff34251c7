"""The Telegram side of forum-bot: handlers, rendering, delivery, and the same in a terminal."""
