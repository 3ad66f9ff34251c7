"""The barest bot of the library: it says what was said. It is what ours is measured against."""

import os
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    if message and message.text:
        await message.reply_text(message.text)


def main() -> None:
    builder = Application.builder().token(os.environ["TELEGRAM_TOKEN"])
    application: Application[Any, Any, Any, Any, Any, Any] = builder.base_url(
        os.environ["TELEGRAM_BASE_URL"]
    ).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    if url := os.environ.get("TELEGRAM_WEBHOOK_URL"):
        host, _, port = os.environ["FORUM_BOT_LISTEN"].partition(":")
        application.run_webhook(
            listen=host,
            port=int(port),
            url_path="telegram",
            webhook_url=url,
            secret_token=os.environ["TELEGRAM_WEBHOOK_SECRET"],
        )
    else:
        application.run_polling()


if __name__ == "__main__":
    main()
