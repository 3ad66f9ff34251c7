"""The people's side: what a test makes them do, and what they wait for."""

import time
from mimetypes import guess_type

from tests.telegram.chats import Chat, Json, Message, Shown
from tests.telegram.errors import forbidden
from tests.telegram.groups import Group
from tests.telegram.inline import GuestCall, InlineSearch, Result
from tests.telegram.texts import clean, found_entities, messages_of
from tests.telegram.world import Query, World

BLOCKED = forbidden("bot was blocked by the user")
KICKED = forbidden("bot was kicked from the supergroup chat")
PATIENCE = 5.0  # seconds to wait for the bot, unless a test says otherwise


class Press:
    """A press on a button, which the bot has to answer."""

    def __init__(self, world: World, identifier: str, query: Query) -> None:
        self.id = identifier
        self._world = world
        self._query = query

    def waits_for_answer(self, timeout: float = PATIENCE) -> str:
        """The text that pops up, empty where the button only stops to glow."""
        with self._world.lock:
            self._world.lock.wait_for(lambda: self._query.answer is not None, timeout)
        assert self._query.answer is not None, f"the press was not answered in {timeout} s"
        return str(self._query.answer["text"])

    def expires(self) -> None:
        """Too late: whoever answers now is told that the query is too old."""
        with self._world.lock:
            self._query.expired = True


class Person:
    """Someone with a Telegram account.

    Whatever they do, they do in their private chat with the bot, or in the group ``to``.
    """

    def __init__(self, world: World, first_name: str, language_code: str, username: str) -> None:
        self._world = world
        self._seen: dict[int, int] = {}
        with world.lock:
            self.id = 1_000 + world.number()
            names = {"first_name": first_name} | ({"username": username} if username else {})
            self.told: Json = {
                "id": self.id,
                "is_bot": False,
                "language_code": language_code,
                **names,
            }
            self.chat = world.chats[self.id] = Chat({"id": self.id, "type": "private", **names})

    def writes(
        self,
        text: str,
        to: Group | None = None,
        reply_to: Shown | None = None,
        thread: int | None = None,
    ) -> Shown:
        """Send a text, in as many messages as it takes; the last of them."""
        parts = messages_of(text)
        assert parts, "an app sends no empty message"
        for part in parts:
            message = self._sends(_text_body(part), to, reply_to, thread)
        return message

    def forwards(self, text: str, to: Group | None = None) -> Shown:
        """Send on what somebody else wrote elsewhere."""
        stranger: Json = {"id": 990, "is_bot": False, "first_name": "Stranger"}
        origin: Json = {"type": "user", "sender_user": stranger, "date": int(time.time())}
        return self._sends(_text_body(text) | {"forward_origin": origin}, to)

    def asks(self, text: str, timeout: float = PATIENCE) -> Shown:
        """Send a text to the bot and wait for what comes back."""
        self.writes(text)
        return self.waits_for_reply(timeout)

    def edits(self, message: Shown, text: str) -> Shown:
        """Change the text of an own message."""
        with self._world.lock:
            own = self._world.chats[message.chat_id].messages[message.id]
            assert own.sender == self.told, "people edit only what they wrote"
            own.body = _text_body(clean(text).strip())
            own.edit_date = int(time.time())
            self._acts(own.chat)
            if self._heard(own):
                self._world.updates.add({"edited_message": own.to_json()})
            return own.shown(edited=True)

    def presses(self, message: Shown, button: str | int) -> Press:
        """Press a button of a message as it stood, by its text or by its number from 0."""
        pressed = message.button(button)
        assert pressed.data is not None, f"the button {pressed.text!r} tells the bot nothing"
        with self._world.lock:
            chat = self._world.chats[message.chat_id]
            self._acts(chat)
            identifier = str(10**17 + self._world.number())
            query = self._world.queries[identifier] = Query()
            told: Json = {
                "id": identifier,
                "from": self.told,
                "message": _told_message(chat, message.id),
                "chat_instance": str(chat.id),
                "data": pressed.data,
            }
            self._world.updates.add({"callback_query": told})
        return Press(self._world, identifier, query)

    def types(self, query: str) -> InlineSearch:
        """Type the bot's name and something behind it into the field of any chat."""
        return InlineSearch(self._world, self.told, query)

    def sends_result(self, search: InlineSearch, result: Result, to: Group | None = None) -> Shown:
        """Pick what an inline search found, and send it."""
        return search.sends(result, self._chat(to))

    def calls_guest(self, text: str, replying_to: str | None = None) -> GuestCall:
        """Mention the bot in a chat that it is no member of, or reply there to a text."""
        return GuestCall(self._world, self.told, text, replying_to)

    def sends_sticker(self, to: Group | None = None) -> Shown:
        """Send a sticker."""
        file = {**self._file(b"sticker"), "width": 512, "height": 512, "type": "regular"}
        flags = {"is_animated": False, "is_video": False}
        return self._sends({"sticker": file | flags}, to)

    def sends_photo(self, caption: str = "", to: Group | None = None) -> Shown:
        """Send a photo, with or without words under it."""
        photo = [{**self._file(b"photo"), "width": 90, "height": 90}]
        return self._sends({"photo": photo} | ({"caption": caption} if caption else {}), to)

    def sends_voice(self, to: Group | None = None) -> Shown:
        """Send a voice message."""
        return self._sends({"voice": {**self._file(b"voice"), "duration": 1}}, to)

    def sends_document(
        self,
        name: str,
        content: bytes,
        to: Group | None = None,
        *,
        caption: str = "",
        tells: tuple[str, ...] = ("file_name", "mime_type", "file_size"),
    ) -> Shown:
        """Send a file, which the bot can fetch; an app need not tell its name, kind and size."""
        file = self._file(content)
        kind = guess_type(name)[0] or "application/octet-stream"
        document: Json = {**file, "file_name": name, "mime_type": kind}
        document = {key: document[key] for key in ("file_id", "file_unique_id", *tells)}
        told: Json = {"caption": caption} if caption else {}
        return self._sends({"document": document} | told, to)

    def blocks_bot(self) -> None:
        """Stop the bot: it learns so, and may no longer write."""
        with self._world.lock:
            self.chat.refusal = BLOCKED
            self._changes_membership(self.chat, "member", "kicked")

    def unblocks_bot(self) -> None:
        """Let the bot write again; it learns so."""
        with self._world.lock:
            self.chat.refusal = None
            self._changes_membership(self.chat, "kicked", "member")

    def adds_bot(self, group: Group) -> None:
        """Let the bot into a group: it learns so, and may write there."""
        with self._world.lock:
            group.chat.refusal = None
            self._changes_membership(group.chat, "left", "member")

    def removes_bot(self, group: Group) -> None:
        """Throw the bot out of a group: it learns so, and may no longer write there."""
        with self._world.lock:
            group.chat.refusal = KICKED
            self._changes_membership(group.chat, "member", "kicked")

    def waits_for_reply(self, timeout: float = PATIENCE, to: Group | None = None) -> Shown:
        """The next message that the bot sent or edited after the last thing this person did."""
        chat = self._chat(to)
        with self._world.lock:
            place = self._seen.get(chat.id, 0)
            self._world.lock.wait_for(lambda: len(chat.log) > place, timeout)
            assert len(chat.log) > place, f"nothing came in {timeout} s; {self._trouble()}"
            self._seen[chat.id] = place + 1
            return chat.log[place]

    def hears_nothing(self, seconds: float = 0.5, to: Group | None = None) -> None:
        """Wait; AssertionError where the bot says something."""
        chat = self._chat(to)
        with self._world.lock:
            place = self._seen.get(chat.id, 0)
            self._world.lock.wait_for(lambda: len(chat.log) > place, seconds)
            assert len(chat.log) <= place, f"the bot said {chat.log[place].text!r}"

    def sees(self, message: Shown) -> Shown | None:
        """A message as it stands now; None where it was deleted."""
        with self._world.lock:
            found = self._world.chats[message.chat_id].messages.get(message.id)
            return found.shown() if found else None

    def _changes_membership(self, chat: Chat, before: str, after: str) -> None:
        self._acts(chat)
        told: Json = {
            "chat": chat.told,
            "from": self.told,
            "date": int(time.time()),
            "old_chat_member": _member(self._world.bot, before),
            "new_chat_member": _member(self._world.bot, after),
        }
        self._world.updates.add({"my_chat_member": told})

    def _sends(
        self,
        body: Json,
        to: Group | None,
        reply_to: Shown | None = None,
        thread: int | None = None,
    ) -> Shown:
        with self._world.lock:
            chat = self._chat(to)
            assert chat.refusal is not BLOCKED, "who blocked the bot has to unblock it first"
            self._acts(chat)
            message = self._world.add_message(chat, self.told, body)
            # In a forum's thread, whoever replies to nothing replies to what opened the thread.
            earlier = reply_to.id if reply_to else thread
            message.reply_to = chat.messages[earlier] if earlier else None
            message.thread = thread
            if self._heard(message):
                self._world.updates.add({"message": message.to_json()})
            return message.shown()

    def _chat(self, to: Group | None) -> Chat:
        return to.chat if to else self.chat

    def _acts(self, chat: Chat) -> None:
        """Whatever came before is seen; what comes next is the reply."""
        chat.open = True
        self._seen[chat.id] = len(chat.log)

    def _heard(self, message: Message) -> bool:
        """Whether the bot is told of a message: in groups, privacy mode hides most of them."""
        if message.chat.refusal:
            return False
        if message.chat.private or self._world.reads_all_messages:
            return True
        if message.reply_to and message.reply_to.sender == self._world.bot:
            return True
        command, _, addressee = str(message.body.get("text", "")).partition(" ")[0].partition("@")
        return command.startswith("/") and addressee in ("", self._world.bot["username"])

    def _file(self, content: bytes) -> Json:
        with self._world.lock:
            name = f"file-{self._world.number()}"
            self._world.files[name] = content
        return {"file_id": name, "file_unique_id": name, "file_size": len(content)}

    def _trouble(self) -> str:
        recent = [call for call in self._world.calls if call.method != "getUpdates"][-3:]
        told = [f"{call.method} {call.error or 'done'}" for call in recent]
        return f"the bot's last calls: {', '.join(told) or 'none'}"


def _text_body(text: str) -> Json:
    entities = found_entities(text)
    return {"text": text} | ({"entities": entities} if entities else {})


def _member(user: Json, status: str) -> Json:
    member: Json = {"user": user, "status": status}
    return member | ({"until_date": 0} if status == "kicked" else {})


def _told_message(chat: Chat, identifier: int) -> Json:
    """The message under a pressed button; of a deleted one only the number is told."""
    message = chat.messages.get(identifier)
    if message:
        return message.to_json()
    return {"chat": chat.told, "message_id": identifier, "date": 0}
