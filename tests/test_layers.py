"""Who may import whom: the table of the house, held against the code."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "knowledge.model": "",
    "knowledge.errors": "knowledge.model",
    "knowledge.markup": "",
    "knowledge.matching": "knowledge.matching knowledge.model",
    "knowledge.items": "knowledge.model",
    "knowledge.wording": "",
    "knowledge.base_rows": "knowledge.model knowledge.items knowledge.wording",
    "knowledge.base_load": "knowledge.model knowledge.items",
    "knowledge.item_store": "knowledge.model knowledge.items knowledge.wording "
    "knowledge.base_rows knowledge.base_load",
    "knowledge.change_log": "knowledge.model knowledge.items knowledge.wording "
    "knowledge.base_load knowledge.file_items knowledge.plural",
    "knowledge.plural": "",
    "knowledge.reverting": "",
    "knowledge.merging": "knowledge.reverting",
    "knowledge.stamps": "knowledge.items",
    "knowledge.since": "knowledge.items knowledge.change_log knowledge.merging knowledge.stamps",
    "knowledge.yaml_stamps": "knowledge.items knowledge.stamps knowledge.yaml_write",
    "knowledge.edit_wording": "knowledge.model knowledge.items knowledge.base_load "
    "knowledge.item_rules knowledge.problems knowledge.wording knowledge.wording_rules "
    "knowledge.close_wording",
    "knowledge.close_wording": "knowledge.base_load knowledge.problems knowledge.wording "
    "knowledge.wording_rules",
    "knowledge.edit_rules": "knowledge.model knowledge.items knowledge.base_load knowledge.rules "
    "knowledge.item_rules knowledge.item_store knowledge.edit_wording knowledge.problems",
    "knowledge.changes": "knowledge.model knowledge.items knowledge.errors knowledge.store "
    "knowledge.item_store knowledge.change_log knowledge.edit_rules knowledge.edit_wording "
    "knowledge.reverting knowledge.rules",
    "knowledge.edits": "knowledge.model knowledge.items knowledge.errors knowledge.base_load "
    "knowledge.item_store knowledge.changes knowledge.edit_rules knowledge.nearest "
    "knowledge.wording",
    "knowledge.yaml_items": "knowledge.model knowledge.items knowledge.errors knowledge.rules "
    "knowledge.yaml_files knowledge.yaml_nodes",
    "knowledge.plain_diff": "knowledge.merging",
    "knowledge.yaml_files": "knowledge.model knowledge.errors knowledge.items knowledge.rules "
    "knowledge.yaml_nodes knowledge.problems knowledge.nearest",
    "knowledge.file_items": "knowledge.model knowledge.items",
    "knowledge.opening": "knowledge.store knowledge.file_items knowledge.upgrade "
    "knowledge.yaml_files",
    "knowledge.upgrade": "knowledge.model knowledge.errors knowledge.items knowledge.item_store "
    "knowledge.store knowledge.changes knowledge.change_log knowledge.plan knowledge.file_items "
    "knowledge.transfer knowledge.yaml_files",
    "knowledge.plan_text": "knowledge.items knowledge.plan knowledge.plain_diff",
    "knowledge.transfer": "knowledge.model knowledge.errors knowledge.items knowledge.store "
    "knowledge.changes knowledge.change_log knowledge.drafts knowledge.plan knowledge.sheets "
    "knowledge.file_items knowledge.rules knowledge.yaml_files knowledge.yaml_write "
    "knowledge.backups knowledge.completing knowledge.file_reading knowledge.packing "
    "knowledge.since knowledge.stamps",
    "knowledge.packing": "knowledge.errors",
    "knowledge.file_kinds": "knowledge.errors",
    "knowledge.file_reading": "knowledge.drafts knowledge.errors knowledge.file_kinds "
    "knowledge.items knowledge.packing knowledge.sheets knowledge.yaml_files "
    "knowledge.yaml_stamps",
    "knowledge.sent_files": "knowledge.drafts knowledge.errors knowledge.packing "
    "knowledge.file_reading",
    "knowledge.drafts": "knowledge.model knowledge.items knowledge.merging knowledge.stamps",
    "knowledge.completing": "knowledge.model knowledge.items knowledge.drafts knowledge.errors "
    "knowledge.stamps",
    "knowledge.plan": "knowledge.model knowledge.items knowledge.completing knowledge.drafts "
    "knowledge.merging knowledge.stamps",
    "knowledge.sheets": "knowledge.sheets knowledge.model knowledge.items knowledge.drafts "
    "knowledge.errors knowledge.nearest knowledge.stamps",
    "knowledge.yaml_text": "",
    "knowledge.yaml_patch": "knowledge.yaml_text",
    "knowledge.yaml_write": "knowledge.model knowledge.errors knowledge.items "
    "knowledge.stamps knowledge.yaml_patch knowledge.yaml_text",
    "knowledge.problems": "knowledge.model knowledge.nearest",
    "knowledge.item_rules": "knowledge.model knowledge.items knowledge.markup knowledge.problems",
    "knowledge.wording_rules": "knowledge.model knowledge.problems knowledge.wording",
    "knowledge.rules": "knowledge.model knowledge.items knowledge.item_rules knowledge.problems "
    "knowledge.wording_rules",
    "knowledge.soundness": "knowledge.model",
    "knowledge.history_check": "knowledge.model knowledge.items knowledge.change_log "
    "knowledge.file_items",
    "knowledge.backups": "knowledge.errors knowledge.store knowledge.store_errors "
    "knowledge.store_file",
    "knowledge.reply": "knowledge.model knowledge.markup",
    "knowledge.chats": "knowledge.store",
    "knowledge.replied": "knowledge.store",
    "knowledge.unfinished": "knowledge.items knowledge.searches knowledge.store",
    "knowledge.entry_search": "knowledge.matching knowledge.model knowledge.snapshot",
    "knowledge.trial": "knowledge.checks knowledge.model knowledge.snapshot knowledge.teaching "
    "knowledge.wording_rules",
    "knowledge.wrong_language": "knowledge.markup knowledge.matching knowledge.model "
    "knowledge.snapshot",
    "knowledge.claims": "knowledge.store",
    "knowledge.dated": "knowledge.chats knowledge.replied knowledge.store",
    "knowledge.searches": "knowledge.store",
    "knowledge.digests": "knowledge.base_load knowledge.model knowledge.store",
    "knowledge.reasons": "knowledge.matching knowledge.model knowledge.review knowledge.snapshot "
    "knowledge.teaching",
    "knowledge.lessons": "knowledge.base_load knowledge.change_log knowledge.changes "
    "knowledge.drafting knowledge.items knowledge.likeness knowledge.markup knowledge.masking "
    "knowledge.model knowledge.questions_log knowledge.review knowledge.short_ids "
    "knowledge.snapshot knowledge.store knowledge.teaching",
    "knowledge.snapshot": "knowledge.errors knowledge.model knowledge.items knowledge.store "
    "knowledge.matching",
    "knowledge.answerer": "knowledge.model knowledge.store knowledge.matching knowledge.snapshot",
    "knowledge.checks": "knowledge.model knowledge.answerer knowledge.matching knowledge.snapshot",
    "knowledge.masking": "",
    "knowledge.short_ids": "knowledge.errors",
    "knowledge.likeness": "knowledge.matching",
    "knowledge.question_reads": "knowledge.errors knowledge.likeness knowledge.masking "
    "knowledge.matching.text knowledge.short_ids knowledge.store",
    "knowledge.teaching": "knowledge.snapshot knowledge.changes knowledge.checks knowledge.errors "
    "knowledge.items knowledge.matching knowledge.model knowledge.nearest knowledge.rules "
    "knowledge.store knowledge.wording knowledge.wording_rules",
    "knowledge.stats": "knowledge.model knowledge.questions_log knowledge.store",
    "knowledge.chart": "knowledge.errors knowledge.plural knowledge.stats",
    "knowledge.questions_log": "knowledge.base_load knowledge.masking knowledge.model "
    "knowledge.store",
    "bot.payload": "",
    "bot.settings": "",
    "bot.logs": "",
    "bot.supervisor": "",
    "bot.starting": "bot.settings knowledge.model",
    "bot.connection": "bot.request_errors",
    "bot.request_errors": "",
    "bot.lanes": "",
    "bot.slots": "",
    "bot.reading": "bot.logs",
    "bot.clock": "",
    "bot.flood": "",
    "bot.pulse": "",
    "bot.heap": "",
    "bot.room": "bot.inbox bot.outage knowledge.errors",
    "bot.outage": "",
    "bot.web": "bot.outage",
    "bot.proxy": "bot.request_errors bot.connection bot.outage",
    "bot.limits": "bot.request_errors bot.connection bot.outage",
    "bot.inbox": "bot.outage bot.pulse bot.slots knowledge.store_errors knowledge.store_file",
    "bot.intake": "bot.connection bot.flood bot.inbox bot.lanes",
    "bot.asker": "knowledge.answerer knowledge.model",
    "bot.choices": "knowledge.model knowledge.store",
    "bot.answering": "bot.context bot.render bot.reply knowledge",
    "bot.workshop": "knowledge",
    "bot.freshness": "bot.logs knowledge.answerer knowledge.errors",
    "bot.addressed": "",
    "bot.face_rules": "bot.telegram_html",
    "bot.wishes": "knowledge.matching.layouts knowledge.model",
    "bot.elsewhere": "bot.buttons bot.payload bot.reply bot.sharing bot.strings bot.telegram_html "
    "knowledge",
    "bot.strings": "bot.strings knowledge.model",
    "bot.keyboards": "bot.reply bot.payload bot.desk.payload",
    "bot.maintainers": "",
    "bot.desk": "bot.desk bot.buttons bot.deliver bot.face bot.payload bot.render bot.reply "
    "bot.sharing bot.strings bot.telegram_html bot.view knowledge",
    "bot.desk.payload": "bot.payload",
    "bot.view": "knowledge",
    "bot.votes": "bot.payload bot.strings knowledge",
    "bot.sharing": "bot.payload bot.telegram_html knowledge",
    "bot.buttons": "bot.payload bot.reply bot.sharing bot.strings bot.view bot.votes knowledge",
    "bot.lists": "bot.buttons bot.payload bot.reply bot.strings bot.telegram_html knowledge",
    "bot.render": "bot.buttons bot.lists bot.payload bot.reply bot.strings bot.telegram_html "
    "bot.view knowledge",
    "bot.beginning": "bot.context bot.deliver bot.desk",
    "bot.meeting": "bot.context bot.desk",
    "bot.in_place": "bot.context bot.deliver bot.payload bot.render bot.reply bot.view knowledge",
    "bot.handlers": "bot.answering bot.beginning bot.context bot.render bot.lists bot.buttons "
    "bot.keyboards bot.payload bot.deliver bot.queries bot.elsewhere bot.strings bot.reply "
    "bot.votes bot.wishes bot.addressed bot.desk bot.in_place bot.maintainers bot.meeting "
    "bot.sharing bot.telegram_html knowledge",
}


def modules() -> dict[str, Path]:
    found = {}
    for package in ("bot", "knowledge"):
        for path in (ROOT / package).rglob("*.py"):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts).removesuffix(".__init__")] = path
    return found


MODULES = modules()


def imported(path: Path) -> set[str]:
    """The modules of ours that a file imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else node.module for name in names}
    return {name for name in found if name in MODULES}


def is_within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_a_layer_imports_only_what_the_table_allows(layer: str) -> None:
    allowed = MAY_IMPORT[layer].split()
    for name, path in MODULES.items():
        if is_within(name, layer):
            others = {other for other in imported(path) if other != name}
            strays = {o for o in others if not any(is_within(o, package) for package in allowed)}
            assert not strays, f"{name} imports {sorted(strays)}"


def test_every_layer_of_the_table_exists() -> None:
    assert set(MAY_IMPORT) <= set(MODULES)


def test_knowledge_never_imports_the_bot_nor_telegram() -> None:
    for name, path in MODULES.items():
        if is_within(name, "knowledge"):
            text = path.read_text(encoding="utf-8")
            assert not any(is_within(other, "bot") for other in imported(path)), name
            assert "import telegram" not in text, name
            assert "from telegram" not in text, name


def test_handlers_never_import_each_other() -> None:
    handlers = {name for name in MODULES if name.startswith("bot.handlers.")}
    for name in handlers:
        assert not (imported(MODULES[name]) & handlers - {name}), name


def test_nobody_imports_the_command_line() -> None:
    for name, path in MODULES.items():
        if not is_within(name, "knowledge.cli") and name != "knowledge.__main__":
            assert not any(is_within(other, "knowledge.cli") for other in imported(path)), name


def test_no_imports_go_in_a_circle() -> None:
    graph = {name: imported(path) - {name} for name, path in MODULES.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name not in done:
            for other in sorted(graph[name]):
                visit(other, (*trail, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())
