"""Reply markup as Telegram checks it."""

import json

from tests.telegram.errors import ApiError, bad_request
from tests.telegram.parameters import Parameters
from tests.telegram.urls import url_problem

Rows = list[list[dict[str, object]]]

MAX_BUTTONS = 100
MAX_BUTTONS_IN_ROW = 8
MAX_BYTES = 10 * 1024
MAX_CALLBACK_DATA = 64  # bytes of UTF-8
MAX_COPY_TEXT = 256
OTHER_KINDS = ("keyboard", "remove_keyboard", "force_reply")
ACTIONS = (
    "url",
    "callback_data",
    "copy_text",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "pay",
    "callback_game",
)


def read_keyboard(given: Parameters) -> Rows:
    """The rows of the inline keyboard that a call carries; none where it carries no keyboard."""
    try:
        markup = given.mapping("reply_markup")
    except ApiError:
        raise bad_request("can't parse reply keyboard markup JSON object") from None
    if not markup or any(kind in markup for kind in OTHER_KINDS):
        return []
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    return [[_button(button) for button in _row(row)] for row in rows if row != []]


def _row(row: object) -> list[object]:
    if not isinstance(row, list):
        raise bad_request("can't parse inline keyboard: rows must be of type Array")
    return row


def _button(button: object) -> dict[str, object]:
    if not isinstance(button, dict):
        raise _cannot("InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise _cannot('Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise _cannot('Field "text" must be of type String')
    if not button["text"]:
        raise bad_request("inline keyboard button text must be non-empty")
    if not any(_does(button, action) for action in ACTIONS):
        raise _cannot("Text buttons are unallowed in the inline keyboard")
    if "url" in button and (problem := url_problem(str(button["url"]))):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: {problem}")
    return button


def _does(button: dict[str, object], action: str) -> bool:
    """Whether a button has an action; only an inline query may be empty."""
    may_be_empty = action.startswith("switch_inline_query")
    return action in button and (may_be_empty or button[action] not in (None, ""))


def check_keyboard(rows: Rows) -> None:
    """What only Telegram's servers refuse, after everything else was found in order."""
    if (
        sum(map(len, rows)) > MAX_BUTTONS
        or max(map(len, rows), default=0) > MAX_BUTTONS_IN_ROW
        or len(json.dumps(rows, ensure_ascii=False).encode()) > MAX_BYTES
    ):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_action(button)


def _check_action(button: dict[str, object]) -> None:
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= MAX_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    copy = button.get("copy_text")
    if isinstance(copy, dict) and not 1 <= len(str(copy.get("text", ""))) <= MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if "pay" in button or "callback_game" in button:
        raise bad_request("BUTTON_TYPE_INVALID")


def _cannot(why: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {why}")
