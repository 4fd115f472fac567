/* What the portal stored, in its order. */
#include "history.h"

#include <stdlib.h>

#include "twinline/base/mem.h"

static const char triggers[] =
	"CREATE TABLE soak(n INTEGER PRIMARY KEY, deed INTEGER, record BIGINT, account BIGINT, type INTEGER, id TEXT, body TEXT);"
	"CREATE TRIGGER soak_made AFTER INSERT ON record BEGIN "
	"INSERT INTO soak(deed, record, account, type, id, body) VALUES(0, new.local, new.account, new.type, new.id, new.body); END;"
	"CREATE TRIGGER soak_changed AFTER UPDATE OF body ON record BEGIN "
	"INSERT INTO soak(deed, record, account, type, id, body) VALUES(1, new.local, new.account, new.type, new.id, new.body); END;"
	"CREATE TRIGGER soak_ended AFTER DELETE ON record BEGIN "
	"INSERT INTO soak(deed, record, account, type, id, body) VALUES(2, old.local, old.account, old.type, old.id, old.body); END;";

void history_begin(const char *path)
{
	struct err e = { 0 };
	struct db *db;
	if (db_open(&db, path, 0, &e) != 0 || db_exec(db, triggers, &e) != 0)
		die("%s: %s", path, err_name(e.code));
	db_close(db);
}

void history_read(struct history *h, struct db *db)
{
	struct db_stmt *stmt = db_prepare(db, "SELECT deed, record, account, type, id, body FROM soak ORDER BY n");
	struct err e = { 0 };
	*h = (struct history){ 0 };
	while (db_step(stmt, &e) == 1) {
		h->lines = xrealloc(h->lines, (size_t)h->count + 1, sizeof *h->lines);
		h->lines[h->count++] = (struct line_of_history){
			.deed = (enum deed)db_int(stmt, 0), .record = db_int(stmt, 1), .account = db_int(stmt, 2), .type = (int)db_int(stmt, 3),
			.id = xstrdup(db_text(stmt, 4)), .body = xstrdup(db_text(stmt, 5)),
		};
	}
	if (e.code != ERR_OK)
		die("%s: %s", db_name(db), err_name(e.code));
}

void history_release(struct history *h)
{
	for (int i = 0; i < h->count; i++) {
		free(h->lines[i].id);
		free(h->lines[i].body);
	}
	free(h->lines);
}
