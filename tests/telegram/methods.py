"""The methods of the Bot API that carry messages; each takes the world and its parameters."""

import time
from collections.abc import Callable

from tests.telegram import face, files, inline
from tests.telegram.chats import Chat, Json, Message
from tests.telegram.errors import ApiError, bad_request
from tests.telegram.keyboards import Rows, check_keyboard, read_keyboard
from tests.telegram.parameters import Parameters
from tests.telegram.texts import FormattedText, check_length, read_text
from tests.telegram.world import World

MAX_QUERY_ANSWER = 200  # characters
CHAT_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def get_me(world: World, _: Parameters) -> Json:
    """Who the bot is."""
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_all_messages,
        "supports_inline_queries": True,
        "supports_guest_queries": True,
    }


def get_updates(world: World, given: Parameters) -> list[Json]:
    """What happened since the offset."""
    return world.updates.get(given)


def set_webhook(world: World, given: Parameters) -> bool:
    """Choose updates by webhook; ``BotApiDouble.brings_updates_to`` is where they go."""
    world.updates.set_webhook(given)
    return True


def delete_webhook(world: World, given: Parameters) -> bool:
    """Choose updates by polling."""
    world.updates.set_webhook(
        Parameters({"drop_pending_updates": given.text("drop_pending_updates")})
    )
    return True


def get_webhook_info(world: World, _: Parameters) -> Json:
    """Where updates go, and how many wait."""
    return {
        "url": world.updates.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": world.updates.pending,
        "allowed_updates": world.updates.allowed,
    }


def send_message(world: World, given: Parameters) -> Json:
    """Send a text."""
    text = read_text(given)
    message = _sent(world, given, _checked_body(text))
    message.source = _source(text.source, given)
    world.log(message)
    return message.to_json()


def send_document(world: World, given: Parameters) -> Json:
    """Send a file."""
    return _send_file(world, given, files.read_document)


def send_photo(world: World, given: Parameters) -> Json:
    """Send a picture."""
    return _send_file(world, given, files.read_photo)


def _send_file(
    world: World, given: Parameters, read: Callable[[World, Parameters], files.Sent]
) -> Json:
    sent = read(world, given)
    message = _sent(world, given, sent.body)
    message.source, message.document = _source(given.text("caption"), given), sent.document
    world.log(message)
    return message.to_json()


def _sent(world: World, given: Parameters, body: Json) -> Message:
    """A new message of the bot's, with its keyboard, at its place."""
    rows = read_keyboard(given)
    chat = world.chat_to_write(given)
    thread, reply_to = _thread(chat, given), _reply_to(chat, given)
    check_keyboard(rows)
    message = world.add_message(chat, world.bot, body)
    message.rows, message.thread, message.reply_to = rows, thread, reply_to
    return message


def _checked_body(text: FormattedText) -> Json:
    check_length(text.text)
    return _body(text)


def _body(text: FormattedText) -> Json:
    return {"text": text.text} | ({"entities": list(text.entities)} if text.entities else {})


def _source(written: str, given: Parameters) -> str:
    return written if given.text("parse_mode").lower() == "html" else ""


def _thread(chat: Chat, given: Parameters) -> int | None:
    thread = given.integer("message_thread_id")
    if thread and thread not in chat.threads:
        raise bad_request("message thread not found")
    return thread or None


def _reply_to(chat: Chat, given: Parameters) -> Message | None:
    reply = given.mapping("reply_parameters")
    if reply is None:
        return None
    if "message_id" not in reply:
        raise bad_request('can\'t find field "message_id"')
    found = chat.messages.get(int(str(reply["message_id"])))
    if found is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found


def edit_message_text(world: World, given: Parameters) -> Json:
    """Change the text of a message; a keyboard that is not sent again goes away."""
    text, rows = read_text(given), read_keyboard(given)
    message = _own_message(world, given)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, message, _checked_body(text), rows, _source(text.source, given))


def edit_message_reply_markup(world: World, given: Parameters) -> Json:
    """Change the keyboard under a message."""
    rows = read_keyboard(given)
    message = _own_message(world, given)
    return _edit(world, message, message.body, rows, message.source)


def _own_message(world: World, given: Parameters) -> Message:
    if "message_id" not in given:
        raise bad_request("message identifier is not specified")
    message = world.chat(given).messages.get(given.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender != world.bot:
        raise bad_request("message can't be edited")
    return message


def _edit(world: World, message: Message, body: Json, rows: Rows, source: str) -> Json:
    check_keyboard(rows)
    if (body, rows) == (message.body, message.rows):
        raise bad_request(NOT_MODIFIED)
    message.body, message.rows, message.source = body, rows, source
    message.edit_date = int(time.time())
    world.log(message, edited=True)
    return message.to_json()


def get_chat(world: World, given: Parameters) -> Json:
    """What Telegram tells of a chat that the bot knows."""
    kinds = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    gifts = dict.fromkeys((*kinds, "gifts_from_channels"), False)
    more = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    return world.chat(given).told | more


def delete_message(world: World, given: Parameters) -> bool:
    """Take a message away; in groups only the bot's own."""
    chat = world.chat(given)
    message = chat.messages.get(given.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if message.sender != world.bot and not chat.private:
        raise bad_request("message can't be deleted")
    del chat.messages[message.id]
    world.lock.notify_all()
    return True


def answer_callback_query(world: World, given: Parameters) -> bool:
    """Answer a press on a button, once."""
    query = world.queries.get(given.text("callback_query_id"))
    if query is None or query.expired or query.answer is not None:
        raise bad_request(inline.QUERY_INVALID)
    if len(given.text("text")) > MAX_QUERY_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answer = {
        "text": given.text("text"),
        "show_alert": given.flag("show_alert"),
        "url": given.text("url"),
    }
    world.lock.notify_all()
    return True


def send_chat_action(world: World, given: Parameters) -> bool:
    """Show that the bot is busy."""
    if given.text("chat_id") and given.text("action") not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    _thread(world.chat_to_write(given), given)
    return True


METHODS: dict[str, Callable[[World, Parameters], object]] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "getChat": get_chat,
    "answerCallbackQuery": answer_callback_query,
    "sendChatAction": send_chat_action,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "getFile": files.get_file,
    **face.METHODS,
    **inline.METHODS,
}
_BY_LOWER_CASE = {name.lower(): name for name in METHODS}


def method_name(written: str) -> str:
    """The name of a method as documented; Telegram reads it in any case. Refused if unknown."""
    try:
        return _BY_LOWER_CASE[written.lower()]
    except KeyError:
        raise ApiError(404, "Not Found") from None
