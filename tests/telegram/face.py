"""The methods that set what people see of a bot: command menus and descriptions."""

import re
from collections.abc import Callable

from tests.telegram.chats import Json
from tests.telegram.errors import ApiError, bad_request
from tests.telegram.parameters import Parameters
from tests.telegram.world import World

MAX_COMMANDS = 100
MAX_COMMAND = 32
MAX_COMMAND_DESCRIPTION = 256
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120
# https://core.telegram.org/bots/api#botcommandscope: each scope and the fields it needs.
SCOPES: dict[str, tuple[str, ...]] = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def set_my_commands(world: World, given: Parameters) -> bool:
    """Set the menu of a scope and language; an empty list takes it away."""
    key = _scope(world, given), _language(given)
    commands = [_command(command) for command in given.items("commands") or []]
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.face.commands[key] = commands
    return True


def get_my_commands(world: World, given: Parameters) -> list[Json]:
    """The menu of exactly this scope and language."""
    return world.face.commands.get((_scope(world, given), _language(given)), [])


def delete_my_commands(world: World, given: Parameters) -> bool:
    """Take the menu of a scope and language away."""
    world.face.commands.pop((_scope(world, given), _language(given)), None)
    return True


def _scope(world: World, given: Parameters) -> str:
    scope = given.mapping("scope") or {"type": "default"}
    fields = SCOPES.get(str(scope.get("type")))
    if fields is None:
        raise _cannot("Unsupported type specified")
    for field in fields:
        if field not in scope:
            raise _cannot(f'Can\'t find field "{field}"')
    if "chat_id" in fields:
        world.chat(Parameters({"chat_id": scope["chat_id"]}))
    return " ".join(str(scope[field]) for field in ("type", *fields))


def _cannot(why: str) -> ApiError:
    return bad_request(f"can't parse BotCommandScope: {why}")


def _language(given: Parameters) -> str:
    language = given.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def _command(told: object) -> Json:
    if not isinstance(told, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for field in ("command", "description"):
        if field not in told:
            raise bad_request(f"can't parse BotCommand: Can't find field \"{field}\"")
    name = str(told["command"]).strip().removeprefix("/")
    description = str(told["description"]).strip()
    _check_length(name, "command", MAX_COMMAND)
    _check_length(description, "command description", MAX_COMMAND_DESCRIPTION)
    if not re.fullmatch("[a-z0-9_]+", name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def _check_length(text: str, what: str, longest: int) -> None:
    if not text:
        raise bad_request(f"{what} must be non-empty")
    if len(text) > longest:
        raise bad_request(f"{what} length must not exceed {longest}")


def set_my_description(world: World, given: Parameters) -> bool:
    """Set what an empty chat shows."""
    if len(given.text("description")) > MAX_DESCRIPTION:
        raise bad_request("BOT_DESC_INVALID")
    world.face.descriptions[_language(given)] = given.text("description")
    return True


def get_my_description(world: World, given: Parameters) -> Json:
    """What an empty chat shows."""
    return {"description": world.face.descriptions.get(_language(given), "")}


def set_my_short_description(world: World, given: Parameters) -> bool:
    """Set what the bot's profile and its links show."""
    if len(given.text("short_description")) > MAX_SHORT_DESCRIPTION:
        raise bad_request("BOT_SHARETEXT_INVALID")
    world.face.short_descriptions[_language(given)] = given.text("short_description")
    return True


def get_my_short_description(world: World, given: Parameters) -> Json:
    """What the bot's profile and its links show."""
    return {"short_description": world.face.short_descriptions.get(_language(given), "")}


METHODS: dict[str, Callable[[World, Parameters], object]] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyDescription": set_my_description,
    "getMyDescription": get_my_description,
    "setMyShortDescription": set_my_short_description,
    "getMyShortDescription": get_my_short_description,
}
