PRAGMA user_version = 12;
PRAGMA application_id = 1178759028;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'forum-bot','create_base','2026-11-29 11:58:29.774841+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'forum-bot','create_state','2026-11-29 11:58:29.775668+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'forum-bot','create_questions_log','2026-11-29 11:58:29.776225+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'forum-bot','create_changes','2026-11-29 11:58:29.778926+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'forum-bot','create_chats','2026-11-29 11:58:29.783713+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'forum-bot','create_initials','2026-11-29 11:58:29.784514+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'forum-bot','create_file_items','2026-11-29 11:58:29.784889+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'forum-bot','create_undo_index','2026-11-29 11:58:29.785066+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'forum-bot','create_desk','2026-11-29 11:58:29.785430+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'forum-bot','create_review_desk','2026-11-29 11:58:29.785950+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'forum-bot','create_digests','2026-11-29 11:58:29.786500+00:00');
INSERT INTO "_sqlite_migrations" VALUES(12,'forum-bot','create_question_reads','2026-11-29 11:58:29.786730+00:00');
CREATE TABLE "base_revision" (
   "id" INTEGER PRIMARY KEY,
   "revision" INTEGER NOT NULL
);
INSERT INTO "base_revision" VALUES(1,4);
CREATE TABLE "change_edits" (
   "change_id" INTEGER NOT NULL REFERENCES "changes"("id"),
   "kind" TEXT NOT NULL,
   "item" TEXT NOT NULL,
   "before" TEXT,
   "after" TEXT,
   "version_before" INTEGER,
   "position_before" INTEGER,
   "position_after" INTEGER,
   PRIMARY KEY ("change_id", "kind", "item")
);
INSERT INTO "change_edits" VALUES(2,'entry','sme-count','{"id": "sme-count", "kind": "fact", "topic": "business", "people": [], "paragraphs": [2], "related": [], "status": "published", "notes": "", "en": {"question": "How many firms?", "answer": "Nearly 90 thousand.", "phrasings": ["number of firms"]}, "ru": {"question": "Сколько фирм?", "answer": "Почти 90 тысяч.", "phrasings": ["число фирм"]}, "kk": {"question": "Қанша фирма?", "answer": "90 мыңға жуық.", "phrasings": ["фирма саны"]}}','{"id": "sme-count", "kind": "fact", "topic": "business", "people": [], "paragraphs": [2], "related": [], "status": "published", "notes": "", "en": {"question": "How many firms?", "answer": "Nearly 90 thousand.", "phrasings": ["number of firms", "count of small firms"]}, "ru": {"question": "Сколько фирм?", "answer": "Почти 90 тысяч.", "phrasings": ["число фирм"]}, "kk": {"question": "Қанша фирма?", "answer": "90 мыңға жуық.", "phrasings": ["фирма саны"]}}',1,2,2);
INSERT INTO "change_edits" VALUES(3,'entry','sme-count','{"id": "sme-count", "kind": "fact", "topic": "business", "people": [], "paragraphs": [2], "related": [], "status": "published", "notes": "", "en": {"question": "How many firms?", "answer": "Nearly 90 thousand.", "phrasings": ["number of firms", "count of small firms"]}, "ru": {"question": "Сколько фирм?", "answer": "Почти 90 тысяч.", "phrasings": ["число фирм"]}, "kk": {"question": "Қанша фирма?", "answer": "90 мыңға жуық.", "phrasings": ["фирма саны"]}}','{"id": "sme-count", "kind": "fact", "topic": "business", "people": [], "paragraphs": [2], "related": [], "status": "published", "notes": "checked", "en": {"question": "How many firms?", "answer": "Nearly 90 thousand.", "phrasings": ["number of firms", "count of small firms"]}, "ru": {"question": "Сколько фирм?", "answer": "Почти 90 тысяч.", "phrasings": ["число фирм"]}, "kk": {"question": "Қанша фирма?", "answer": "90 мыңға жуық.", "phrasings": ["фирма саны"]}}',2,2,2);
INSERT INTO "change_edits" VALUES(4,'entry','sme-count','{"id": "sme-count", "kind": "fact", "topic": "business", "people": [], "paragraphs": [2], "related": [], "status": "published", "notes": "checked", "en": {"question": "How many firms?", "answer": "Nearly 90 thousand.", "phrasings": ["number of firms", "count of small firms"]}, "ru": {"question": "Сколько фирм?", "answer": "Почти 90 тысяч.", "phrasings": ["число фирм"]}, "kk": {"question": "Қанша фирма?", "answer": "90 мыңға жуық.", "phrasings": ["фирма саны"]}}','{"id": "sme-count", "kind": "fact", "topic": "business", "people": [], "paragraphs": [2], "related": [], "status": "published", "notes": "", "en": {"question": "How many firms?", "answer": "Nearly 90 thousand.", "phrasings": ["number of firms", "count of small firms"]}, "ru": {"question": "Сколько фирм?", "answer": "Почти 90 тысяч.", "phrasings": ["число фирм"]}, "kk": {"question": "Қанша фирма?", "answer": "90 мыңға жуық.", "phrasings": ["фирма саны"]}}',3,2,2);
CREATE TABLE "changes" (
   "id" INTEGER PRIMARY KEY NOT NULL,
   "at" TEXT NOT NULL,
   "author" TEXT NOT NULL,
   "surface" TEXT NOT NULL,
   "summary" TEXT NOT NULL,
   "revision" INTEGER NOT NULL,
   "undoes" INTEGER REFERENCES "changes"("id")
);
INSERT INTO "changes" VALUES(1,'2026-11-29T11:58:29.797Z','forum-bot','shipped','filled with 4 entries',1,NULL);
INSERT INTO "changes" VALUES(2,'2026-11-29T11:58:29.914Z','anna','cli','taught a phrasing',2,NULL);
INSERT INTO "changes" VALUES(3,'2026-11-29T11:58:29.916Z','anna','cli','noted',3,NULL);
INSERT INTO "changes" VALUES(4,'2026-11-29T11:58:29.920Z','anna','cli','undo of 3: noted',4,3);
CREATE TABLE "check_entries" (
   "check_id" INTEGER NOT NULL REFERENCES "checks"("id"),
   "entry" TEXT NOT NULL REFERENCES "entries"("id"),
   "position" INTEGER NOT NULL,
   PRIMARY KEY ("check_id", "position")
);
INSERT INTO "check_entries" VALUES(0,'forum-date',0);
INSERT INTO "check_entries" VALUES(1,'sme-count',0);
INSERT INTO "check_entries" VALUES(1,'forum-date',1);
INSERT INTO "check_entries" VALUES(2,'unknown-venue',0);
CREATE TABLE "checks" (
   "id" INTEGER PRIMARY KEY NOT NULL,
   "question" TEXT NOT NULL,
   "language" TEXT NOT NULL,
   "outcome" TEXT NOT NULL
, "letters" TEXT NOT NULL DEFAULT '');
INSERT INTO "checks" VALUES(0,'what day was it held','en','answer','whatdaywasitheld');
INSERT INTO "checks" VALUES(1,'firms or dates','en','suggest','firmsordates');
INSERT INTO "checks" VALUES(2,'в каком зале','ru','decline','вкакомзале');
INSERT INTO "checks" VALUES(3,'ауа райы','kk','decline','ауарайы');
CREATE TABLE "claims" (
   "name" TEXT PRIMARY KEY NOT NULL,
   "author" TEXT NOT NULL,
   "at" REAL NOT NULL
);
CREATE TABLE "desk_menus" (
   "chat" TEXT PRIMARY KEY
);
CREATE TABLE "digests" (
   "author" TEXT PRIMARY KEY NOT NULL,
   "language" TEXT NOT NULL,
   "day" TEXT NOT NULL
);
CREATE TABLE "entries" (
   "id" TEXT PRIMARY KEY NOT NULL,
   "position" INTEGER NOT NULL,
   "kind" TEXT NOT NULL,
   "topic" TEXT REFERENCES "topics"("id"),
   "status" TEXT NOT NULL,
   "notes" TEXT NOT NULL
);
INSERT INTO "entries" VALUES('forum-date',0,'fact','forum','draft','look again');
INSERT INTO "entries" VALUES('unknown-venue',1,'unknown','forum','published','');
INSERT INTO "entries" VALUES('sme-count',2,'fact','business','published','');
INSERT INTO "entries" VALUES('hello',3,'smalltalk',NULL,'published','');
CREATE TABLE "entry_paragraphs" (
   "entry" TEXT NOT NULL REFERENCES "entries"("id"),
   "paragraph" INTEGER NOT NULL REFERENCES "paragraphs"("number"),
   "position" INTEGER NOT NULL,
   PRIMARY KEY ("entry", "position")
);
INSERT INTO "entry_paragraphs" VALUES('forum-date',1,0);
INSERT INTO "entry_paragraphs" VALUES('forum-date',2,1);
INSERT INTO "entry_paragraphs" VALUES('sme-count',2,0);
CREATE TABLE "entry_people" (
   "entry" TEXT NOT NULL REFERENCES "entries"("id"),
   "person" TEXT NOT NULL REFERENCES "people"("id"),
   "position" INTEGER NOT NULL,
   PRIMARY KEY ("entry", "position")
);
INSERT INTO "entry_people" VALUES('forum-date','balayeva',0);
CREATE TABLE "entry_related" (
   "entry" TEXT NOT NULL REFERENCES "entries"("id"),
   "related" TEXT NOT NULL REFERENCES "entries"("id"),
   "position" INTEGER NOT NULL,
   PRIMARY KEY ("entry", "position")
);
INSERT INTO "entry_related" VALUES('forum-date','sme-count',0);
CREATE TABLE "entry_texts" (
   "entry" TEXT NOT NULL REFERENCES "entries"("id"),
   "language" TEXT NOT NULL,
   "question" TEXT NOT NULL,
   "answer" TEXT NOT NULL, "letters" TEXT NOT NULL DEFAULT '', "initials" TEXT NOT NULL DEFAULT '',
   PRIMARY KEY ("entry", "language")
);
INSERT INTO "entry_texts" VALUES('forum-date','en','When was it?','It was on **6 March**.

In _spring_.','whenwasit','iww');
INSERT INTO "entry_texts" VALUES('forum-date','ru','Когда он был?','Он был **6 марта**.','когдаонбыл','бко');
INSERT INTO "entry_texts" VALUES('forum-date','kk','Қашан болды?','6 наурызда.','кашанболды','бқ');
INSERT INTO "entry_texts" VALUES('unknown-venue','en','Which hall?','It does not say.','whichhall','hw');
INSERT INTO "entry_texts" VALUES('unknown-venue','ru','Какой зал?','Не сказано.','какойзал','зк');
INSERT INTO "entry_texts" VALUES('unknown-venue','kk','Қай зал?','Айтылмаған.','кайзал','зқ');
INSERT INTO "entry_texts" VALUES('hello','en','Hello','Hello! Ask me.','hello','h');
INSERT INTO "entry_texts" VALUES('hello','ru','Привет','Здравствуйте!','привет','п');
INSERT INTO "entry_texts" VALUES('hello','kk','Сәлем','Сәлем!','салем','с');
INSERT INTO "entry_texts" VALUES('sme-count','en','How many firms?','Nearly 90 thousand.','howmanyfirms','fhm');
INSERT INTO "entry_texts" VALUES('sme-count','ru','Сколько фирм?','Почти 90 тысяч.','сколькофирм','сф');
INSERT INTO "entry_texts" VALUES('sme-count','kk','Қанша фирма?','90 мыңға жуық.','каншафирма','фқ');
CREATE TABLE "file_items" (
   "kind" TEXT NOT NULL,
   "item" TEXT NOT NULL,
   "fingerprint" TEXT NOT NULL,
   PRIMARY KEY ("kind", "item")
);
CREATE TABLE "greeted_chats" (
   "chat" TEXT PRIMARY KEY,
   "at" REAL NOT NULL
);
INSERT INTO "greeted_chats" VALUES('-1001',1.79595350992037987702e+09);
CREATE TABLE "index_cache" (
   "id" INTEGER PRIMARY KEY,
   "key" TEXT,
   "data" BLOB
);
CREATE TABLE "language_choices" (
   "user" TEXT PRIMARY KEY,
   "language" TEXT
);
INSERT INTO "language_choices" VALUES('77','kk');
CREATE TABLE "lessons" (
   "name" TEXT PRIMARY KEY NOT NULL,
   "author" TEXT NOT NULL,
   "at" REAL NOT NULL,
   "question" TEXT NOT NULL,
   "language" TEXT NOT NULL,
   "answer" TEXT NOT NULL,
   "change_id" INTEGER
);
CREATE TABLE "paragraphs" (
   "number" INTEGER PRIMARY KEY NOT NULL,
   "heading_en" TEXT NOT NULL,
   "heading_ru" TEXT NOT NULL,
   "heading_kk" TEXT NOT NULL,
   "report_en" TEXT NOT NULL,
   "report_ru" TEXT NOT NULL,
   "report_kk" TEXT NOT NULL
);
INSERT INTO "paragraphs" VALUES(1,'First','Первый','Бірінші','It opens.','Начало.','Басы.');
INSERT INTO "paragraphs" VALUES(2,'Second','Второй','Екінші','It ends.','Конец.','Соңы.');
CREATE TABLE "people" (
   "id" TEXT PRIMARY KEY NOT NULL,
   "position" INTEGER NOT NULL,
   "name_en" TEXT NOT NULL,
   "name_ru" TEXT NOT NULL,
   "name_kk" TEXT NOT NULL,
   "role_en" TEXT NOT NULL,
   "role_ru" TEXT NOT NULL,
   "role_kk" TEXT NOT NULL,
   "about_en" TEXT NOT NULL,
   "about_ru" TEXT NOT NULL,
   "about_kk" TEXT NOT NULL
);
INSERT INTO "people" VALUES('balayeva',0,'Aida Balayeva','Аида Балаева','Аида Балаева','minister','министр','министрі','She spoke.','Она выступила.','Сөз сөйледі.');
CREATE TABLE "person_paragraphs" (
   "person" TEXT NOT NULL REFERENCES "people"("id"),
   "paragraph" INTEGER NOT NULL REFERENCES "paragraphs"("number"),
   "position" INTEGER NOT NULL,
   PRIMARY KEY ("person", "position")
);
INSERT INTO "person_paragraphs" VALUES('balayeva',1,0);
CREATE TABLE "person_spellings" (
   "person" TEXT NOT NULL REFERENCES "people"("id"),
   "spelling" TEXT NOT NULL,
   "position" INTEGER NOT NULL,
   PRIMARY KEY ("person", "position")
);
INSERT INTO "person_spellings" VALUES('balayeva','Balaeva',0);
CREATE TABLE "phrasings" (
   "id" INTEGER PRIMARY KEY NOT NULL,
   "entry" TEXT NOT NULL,
   "language" TEXT NOT NULL,
   "position" INTEGER NOT NULL,
   "phrasing" TEXT NOT NULL, "letters" TEXT NOT NULL DEFAULT '', "initials" TEXT NOT NULL DEFAULT '',
   FOREIGN KEY ("entry", "language") REFERENCES "entry_texts"("entry", "language")
);
INSERT INTO "phrasings" VALUES(1,'forum-date','en',0,'date of the forum','dateoftheforum','dfot');
INSERT INTO "phrasings" VALUES(2,'forum-date','en',1,'no','no','n');
INSERT INTO "phrasings" VALUES(3,'forum-date','en',2,'1:30','130','13');
INSERT INTO "phrasings" VALUES(4,'forum-date','ru',0,'дата форума','датафорума','дф');
INSERT INTO "phrasings" VALUES(5,'forum-date','kk',0,'форум күні','форумкуни','кф');
INSERT INTO "phrasings" VALUES(6,'unknown-venue','en',0,'venue of the forum','venueoftheforum','fotv');
INSERT INTO "phrasings" VALUES(7,'unknown-venue','ru',0,'место форума','местофорума','мф');
INSERT INTO "phrasings" VALUES(8,'unknown-venue','kk',0,'форум залы','форумзалы','зф');
INSERT INTO "phrasings" VALUES(12,'hello','en',0,'hi there','hithere','ht');
INSERT INTO "phrasings" VALUES(13,'hello','ru',0,'добрый день','добрыйдень','дд');
INSERT INTO "phrasings" VALUES(14,'hello','kk',0,'қайырлы күн','кайырлыкун','кқ');
INSERT INTO "phrasings" VALUES(15,'sme-count','en',0,'number of firms','numberoffirms','fno');
INSERT INTO "phrasings" VALUES(16,'sme-count','en',1,'count of small firms','countofsmallfirms','cfos');
INSERT INTO "phrasings" VALUES(17,'sme-count','ru',0,'число фирм','числофирм','фч');
INSERT INTO "phrasings" VALUES(18,'sme-count','kk',0,'фирма саны','фирмасаны','сф');
CREATE TABLE "question_counts" (
   "day" TEXT NOT NULL,
   "language" TEXT NOT NULL,
   "outcome" TEXT NOT NULL,
   "entry" TEXT NOT NULL,
   "questions" INTEGER NOT NULL,
   "up" INTEGER NOT NULL,
   "down" INTEGER NOT NULL,
   PRIMARY KEY ("day", "language", "outcome", "entry")
);
CREATE TABLE "question_reads" (
   "id" TEXT PRIMARY KEY NOT NULL,
   "asked" TEXT NOT NULL,
   "sign" TEXT NOT NULL,
   "leader" TEXT NOT NULL,
   "vector" TEXT
);
INSERT INTO "question_reads" VALUES('699bf0ca5dcf8d','m2jbu4xy','ggbyzvet','m2jbu4xy','{"^vk": 0.25565610746034434, "ako": 0.25565610746034434, "ak": 0.25565610746034434, "^v": 0.25565610746034434, "vk": 0.25565610746034434, "om$": 0.25565610746034434, "m$": 0.25565610746034434, "kom": 0.25565610746034434, "ko": 0.25565610746034434, "kak": 0.25565610746034434, "ka": 0.25565610746034434, "om": 0.25565610746034434, "vka": 0.25565610746034434, "le": 0.1292368245323824, "^z": 0.1292368245323824, "za": 0.1292368245323824, "al": 0.1292368245323824, "le$": 0.1292368245323824, "^za": 0.1292368245323824, "ale": 0.1292368245323824, "zal": 0.1292368245323824, "e$": 0.1292368245323824}');
CREATE TABLE "questions_log" (
   "id" TEXT PRIMARY KEY NOT NULL,
   "asked_at" TEXT NOT NULL,
   "question" TEXT NOT NULL,
   "language" TEXT NOT NULL,
   "outcome" TEXT NOT NULL,
   "reason" TEXT,
   "entry" TEXT,
   "confidence" REAL NOT NULL,
   "picked" TEXT,
   "picked_at" TEXT,
   "vote" TEXT,
   "vote_reason" TEXT,
   "voted_at" TEXT,
   "review" TEXT,
   "proposal" TEXT
);
INSERT INTO "questions_log" VALUES('b1a594b46c6355','2026-03-01T12:00:00+00:00','How many businesses are there?','en','answer',NULL,'sme-count',0.7142,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "questions_log" VALUES('d385a6834be44e','2026-03-01T12:00:00+00:00','call me [phone]','en','decline','not-told','unknown-venue',0.0269,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "questions_log" VALUES('699bf0ca5dcf8d','2026-03-01T12:00:00+00:00','в каком зале','ru','decline','not-told','unknown-venue',0.9955,NULL,NULL,'down','wrong','2026-03-01T12:00:00+00:00',NULL,NULL);
CREATE TABLE "replied_messages" (
   "id" INTEGER PRIMARY KEY NOT NULL,
   "chat" TEXT NOT NULL,
   "message" INTEGER NOT NULL,
   "at" REAL NOT NULL,
   "replies" TEXT NOT NULL,
   "mark" TEXT NOT NULL,
   "before" TEXT
, "asked" TEXT);
INSERT INTO "replied_messages" VALUES(1,'5',10,1.79595350992053961755e+09,'[11, 12]','18f6f1ce076146b4','sme-count',NULL);
CREATE TABLE "replies" (
   "name" TEXT PRIMARY KEY NOT NULL,
   "text_en" TEXT NOT NULL,
   "text_ru" TEXT NOT NULL,
   "text_kk" TEXT NOT NULL
);
INSERT INTO "replies" VALUES('source_one','Paragraph {paragraph}','Абзац {paragraph}','{paragraph}-абзац');
INSERT INTO "replies" VALUES('source_many','Paragraphs {paragraphs}','Абзацы {paragraphs}','Абзацтар {paragraphs}');
INSERT INTO "replies" VALUES('did_you_mean','Did you mean','Возможно','Мүмкін');
INSERT INTO "replies" VALUES('out_of_scope','Not about it','Не о том','Ол туралы емес');
INSERT INTO "replies" VALUES('not_understood','Not understood','Не понял','Түсінбедім');
INSERT INTO "replies" VALUES('nearest','I know {question}','Знаю {question}','Білемін {question}');
INSERT INTO "replies" VALUES('read_as','Read as {text}','Прочитал {text}','Оқыдым {text}');
CREATE TABLE "searches" (
   "author" TEXT PRIMARY KEY NOT NULL,
   "name" TEXT NOT NULL,
   "at" REAL NOT NULL
);
CREATE TABLE "shipped_base" (
   "id" INTEGER PRIMARY KEY,
   "mark" TEXT NOT NULL
);
INSERT INTO "shipped_base" VALUES(1,'own');
CREATE TABLE "shipped_items" (
   "kind" TEXT NOT NULL,
   "item" TEXT NOT NULL,
   "fingerprint" TEXT NOT NULL,
   PRIMARY KEY ("kind", "item")
);
INSERT INTO "shipped_items" VALUES('source','source','05d9cd906a984f82');
INSERT INTO "shipped_items" VALUES('topic','forum','6157c39db0f4c594');
INSERT INTO "shipped_items" VALUES('topic','business','f971e1e8dcacb236');
INSERT INTO "shipped_items" VALUES('person','balayeva','b838a90c54e337c2');
INSERT INTO "shipped_items" VALUES('entry','forum-date','55bff390ebeba56f');
INSERT INTO "shipped_items" VALUES('entry','unknown-venue','21739b4535c45095');
INSERT INTO "shipped_items" VALUES('entry','sme-count','beabd4b5401be074');
INSERT INTO "shipped_items" VALUES('entry','hello','137f358aa2ce6153');
INSERT INTO "shipped_items" VALUES('reply','source_one','ceedb28ef32617ea');
INSERT INTO "shipped_items" VALUES('reply','source_many','112aa10f32835590');
INSERT INTO "shipped_items" VALUES('reply','did_you_mean','747e5213560b5055');
INSERT INTO "shipped_items" VALUES('reply','out_of_scope','f7c871ad86f05688');
INSERT INTO "shipped_items" VALUES('reply','not_understood','3a9a3c4b0d9feb74');
INSERT INTO "shipped_items" VALUES('reply','nearest','4d2b7b28d7d643b5');
INSERT INTO "shipped_items" VALUES('reply','read_as','1bbbbd199b717e70');
INSERT INTO "shipped_items" VALUES('check','en: what day was it held','b38444d4f112f3de');
INSERT INTO "shipped_items" VALUES('check','en: firms or dates','288b8cc552d82be4');
INSERT INTO "shipped_items" VALUES('check','ru: в каком зале','2f2d9636bd66fbee');
INSERT INTO "shipped_items" VALUES('check','kk: ауа райы','fbf1cbbe3d54890d');
INSERT INTO "shipped_items" VALUES('synonyms','en: SME','7bf7afa09676f318');
INSERT INTO "shipped_items" VALUES('synonyms','kk: ШОБ','0dc464db4af8fee1');
INSERT INTO "shipped_items" VALUES('synonyms','kk: форум','971b629a2307530e');
CREATE TABLE "source" (
   "id" INTEGER PRIMARY KEY NOT NULL,
   "date" TEXT NOT NULL,
   "title_en" TEXT NOT NULL,
   "title_ru" TEXT NOT NULL,
   "title_kk" TEXT NOT NULL
);
INSERT INTO "source" VALUES(1,'2024-03-06','An article','Статья','Мақала');
CREATE TABLE "synonyms" (
   "id" INTEGER PRIMARY KEY NOT NULL,
   "language" TEXT NOT NULL,
   "group_number" INTEGER NOT NULL,
   "word" TEXT NOT NULL
);
INSERT INTO "synonyms" VALUES(1,'en',0,'SME');
INSERT INTO "synonyms" VALUES(2,'en',0,'small business');
INSERT INTO "synonyms" VALUES(3,'kk',0,'ШОБ');
INSERT INTO "synonyms" VALUES(4,'kk',0,'шағын бизнес');
INSERT INTO "synonyms" VALUES(5,'kk',1,'форум');
INSERT INTO "synonyms" VALUES(6,'kk',1,'жиын');
CREATE TABLE "topics" (
   "id" TEXT PRIMARY KEY NOT NULL,
   "position" INTEGER NOT NULL,
   "title_en" TEXT NOT NULL,
   "title_ru" TEXT NOT NULL,
   "title_kk" TEXT NOT NULL
);
INSERT INTO "topics" VALUES('forum',0,'The forum','Форум','Форум туралы');
INSERT INTO "topics" VALUES('business',1,'Business','Бизнес','Кәсіпкерлік');
CREATE TABLE "unfinished" (
   "author" TEXT PRIMARY KEY NOT NULL,
   "kind" TEXT NOT NULL,
   "state" TEXT NOT NULL,
   "at" TEXT NOT NULL
);
INSERT INTO "unfinished" VALUES('7','edit','{"entry": "sme-count"}','2026-11-29T11:58:29.920735+00:00');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX "idx_phrasings_entry_language_position"
    ON "phrasings" ("entry", "language", "position");
CREATE INDEX "idx_questions_log_asked_at"
    ON "questions_log" ("asked_at");
CREATE INDEX "idx_changes_revision"
    ON "changes" ("revision");
CREATE INDEX "idx_changes_surface_id"
    ON "changes" ("surface", "id");
CREATE INDEX "idx_change_edits_kind_item_change_id"
    ON "change_edits" ("kind", "item", "change_id");
CREATE INDEX "idx_change_edits_kind_position_before"
    ON "change_edits" ("kind", "position_before");
CREATE INDEX "idx_phrasings_letters"
    ON "phrasings" ("letters");
CREATE INDEX "idx_entry_texts_letters"
    ON "entry_texts" ("letters");
CREATE INDEX "idx_checks_letters"
    ON "checks" ("letters");
CREATE INDEX "idx_entries_topic"
    ON "entries" ("topic");
CREATE INDEX "idx_entry_people_person"
    ON "entry_people" ("person");
CREATE INDEX "idx_entry_paragraphs_paragraph"
    ON "entry_paragraphs" ("paragraph");
CREATE INDEX "idx_person_paragraphs_paragraph"
    ON "person_paragraphs" ("paragraph");
CREATE INDEX "idx_entry_related_related"
    ON "entry_related" ("related");
CREATE INDEX "idx_check_entries_entry"
    ON "check_entries" ("entry");
CREATE UNIQUE INDEX "idx_replied_messages_chat_message"
    ON "replied_messages" ("chat", "message");
CREATE INDEX "idx_greeted_chats_at"
    ON "greeted_chats" ("at");
CREATE INDEX "idx_replied_messages_at"
    ON "replied_messages" ("at");
CREATE INDEX "idx_phrasings_initials"
    ON "phrasings" ("initials");
CREATE INDEX "idx_entry_texts_initials"
    ON "entry_texts" ("initials");
CREATE INDEX "idx_changes_undoes"
    ON "changes" ("undoes");
COMMIT;
