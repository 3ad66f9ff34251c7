PRAGMA user_version = 3;
PRAGMA application_id = 1178759028;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'forum-bot','create_base','2026-11-29 02:25:27.038625+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'forum-bot','create_state','2026-11-29 02:25:27.043296+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'forum-bot','create_questions_log','2026-11-29 02:25:27.043853+00:00');
CREATE TABLE "base_revision" (
   "id" INTEGER PRIMARY KEY,
   "revision" INTEGER NOT NULL
);
INSERT INTO "base_revision" VALUES(1,1);
CREATE TABLE "check_entries" (
   "check_id" INTEGER NOT NULL REFERENCES "checks"("id"),
   "entry" TEXT NOT NULL REFERENCES "entries"("id"),
   "position" INTEGER NOT NULL,
   PRIMARY KEY ("check_id", "position")
);
INSERT INTO "check_entries" VALUES(1,'forum-date',0);
INSERT INTO "check_entries" VALUES(2,'sme-count',0);
INSERT INTO "check_entries" VALUES(2,'forum-date',1);
INSERT INTO "check_entries" VALUES(3,'unknown-venue',0);
CREATE TABLE "checks" (
   "id" INTEGER PRIMARY KEY NOT NULL,
   "question" TEXT NOT NULL,
   "language" TEXT NOT NULL,
   "outcome" TEXT NOT NULL
);
INSERT INTO "checks" VALUES(1,'what day was it held','en','answer');
INSERT INTO "checks" VALUES(2,'firms or dates','en','suggest');
INSERT INTO "checks" VALUES(3,'в каком зале','ru','decline');
INSERT INTO "checks" VALUES(4,'ауа райы','kk','decline');
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
   "answer" TEXT NOT NULL,
   PRIMARY KEY ("entry", "language")
);
INSERT INTO "entry_texts" VALUES('forum-date','en','When was it?','It was on **6 March**.

In _spring_.');
INSERT INTO "entry_texts" VALUES('forum-date','ru','Когда он был?','Он был **6 марта**.');
INSERT INTO "entry_texts" VALUES('forum-date','kk','Қашан болды?','6 наурызда.');
INSERT INTO "entry_texts" VALUES('unknown-venue','en','Which hall?','It does not say.');
INSERT INTO "entry_texts" VALUES('unknown-venue','ru','Какой зал?','Не сказано.');
INSERT INTO "entry_texts" VALUES('unknown-venue','kk','Қай зал?','Айтылмаған.');
INSERT INTO "entry_texts" VALUES('sme-count','en','How many firms?','Nearly 90 thousand.');
INSERT INTO "entry_texts" VALUES('sme-count','ru','Сколько фирм?','Почти 90 тысяч.');
INSERT INTO "entry_texts" VALUES('sme-count','kk','Қанша фирма?','90 мыңға жуық.');
INSERT INTO "entry_texts" VALUES('hello','en','Hello','Hello! Ask me.');
INSERT INTO "entry_texts" VALUES('hello','ru','Привет','Здравствуйте!');
INSERT INTO "entry_texts" VALUES('hello','kk','Сәлем','Сәлем!');
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
   "phrasing" TEXT NOT NULL,
   FOREIGN KEY ("entry", "language") REFERENCES "entry_texts"("entry", "language")
);
INSERT INTO "phrasings" VALUES(1,'forum-date','en',0,'date of the forum');
INSERT INTO "phrasings" VALUES(2,'forum-date','en',1,'no');
INSERT INTO "phrasings" VALUES(3,'forum-date','en',2,'1:30');
INSERT INTO "phrasings" VALUES(4,'forum-date','ru',0,'дата форума');
INSERT INTO "phrasings" VALUES(5,'forum-date','kk',0,'форум күні');
INSERT INTO "phrasings" VALUES(6,'unknown-venue','en',0,'venue of the forum');
INSERT INTO "phrasings" VALUES(7,'unknown-venue','ru',0,'место форума');
INSERT INTO "phrasings" VALUES(8,'unknown-venue','kk',0,'форум залы');
INSERT INTO "phrasings" VALUES(9,'sme-count','en',0,'number of firms');
INSERT INTO "phrasings" VALUES(10,'sme-count','ru',0,'число фирм');
INSERT INTO "phrasings" VALUES(11,'sme-count','kk',0,'фирма саны');
INSERT INTO "phrasings" VALUES(12,'hello','en',0,'hi there');
INSERT INTO "phrasings" VALUES(13,'hello','ru',0,'добрый день');
INSERT INTO "phrasings" VALUES(14,'hello','kk',0,'қайырлы күн');
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
INSERT INTO "questions_log" VALUES('c0287a7643a020','2026-03-01T12:00:00+00:00','How many businesses are there?','en','answer',NULL,'sme-count',0.5731,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "questions_log" VALUES('e02595060d6973','2026-03-01T12:00:00+00:00','call me [phone]','en','decline','not-told','unknown-venue',0.2912,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "questions_log" VALUES('cc15b29aab3f66','2026-03-01T12:00:00+00:00','в каком зале','ru','decline','not-told','unknown-venue',0.8996,NULL,NULL,'down','wrong','2026-03-01T12:00:00+00:00',NULL,NULL);
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
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX "idx_phrasings_entry_language_position"
    ON "phrasings" ("entry", "language", "position");
CREATE INDEX "idx_questions_log_asked_at"
    ON "questions_log" ("asked_at");
COMMIT;
