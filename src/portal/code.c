/* Codes: drawing, trying, forgetting. */
#include "code.h"

#include <string.h>

#include "password.h"
#include "twinline/base/mem.h"
#include "twinline/base/random.h"

/* Nothing that looks like another: no 0 and O, no 1, I and L. */
static const char alphabet[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

int code_draw(char code[CODE_LENGTH + 1], char hash[PASSWORD_HASH_SIZE], struct err *e)
{
	const unsigned count = sizeof alphabet - 1;
	for (int i = 0; i < CODE_LENGTH;) {
		unsigned char byte;
		random_secret(&byte, 1);
		/* Each letter as likely as any other. */
		if (byte < 256 / count * count)
			code[i++] = alphabet[byte % count];
	}
	code[CODE_LENGTH] = '\0';
	return password_hash(code, hash, e);
}

bool code_matches(const char *typed, const char *hash, const char *other)
{
	char plain[CODE_LENGTH + 1] = "";
	size_t len = 0;
	for (; *typed && len <= CODE_LENGTH; typed++) {
		char c = *typed >= 'a' && *typed <= 'z' ? (char)(*typed - 'a' + 'A') : *typed;
		if (c == ' ' || c == '-')
			continue;
		if (len < CODE_LENGTH)
			plain[len] = c;
		len++;
	}
	bool matches = crypto_password_check(*hash ? hash : other, plain);
	wipe(plain, sizeof plain);
	return matches && *hash && len == CODE_LENGTH;
}

/* A statement whose ?1 and ?2 are person and purpose. */
static struct db_stmt *prepare(struct store *s, const char *sql, const char *person, enum code_purpose purpose)
{
	struct db_stmt *row = db_prepare(s->db, sql);
	db_bind_text(row, 1, person);
	db_bind_int(row, 2, purpose);
	return row;
}

int code_keep(struct store *s, const char *person, enum code_purpose purpose, const char *hash, int64_t until, struct err *e)
{
	struct db_stmt *row = prepare(s, "INSERT INTO code(person, purpose, hash, until, tries) VALUES (?1, ?2, ?3, ?4, 0)"
	                                 " ON CONFLICT(person, purpose) DO UPDATE SET hash = excluded.hash, until = excluded.until,"
	                                 " tries = 0", person, purpose);
	db_bind_text(row, 3, hash);
	db_bind_int(row, 4, until);
	return db_run(row, e);
}

int code_try(struct store *s, const char *person, enum code_purpose purpose, int64_t now, char hash[PASSWORD_HASH_SIZE],
             struct err *e)
{
	struct db_stmt *row = prepare(s, "UPDATE code SET tries = tries + 1 WHERE person = ?1 AND purpose = ?2 AND until >= ?3"
	                                 " AND tries < ?4 AND hash IS NOT NULL RETURNING hash", person, purpose);
	db_bind_int(row, 3, now);
	db_bind_int(row, 4, CODE_TRIES);
	hash[0] = '\0';
	int step = db_step(row, e);
	if (step == 1)
		memcpy(hash, db_text(row, 0), strnlen(db_text(row, 0), PASSWORD_HASH_SIZE - 1) + 1);
	db_reset(row);
	return step < 0 ? -1 : 0;
}

int code_forget(struct store *s, const char *person, enum code_purpose purpose, struct err *e)
{
	struct db_stmt *row = prepare(s, "DELETE FROM code WHERE person = ?1 AND purpose = ?2", person, purpose);
	return db_run(row, e) < 0 ? -1 : db_changes(s->db) > 0;
}

int code_confirm(struct store *s, const char *person, enum code_purpose purpose, struct err *e)
{
	return db_run(prepare(s, "UPDATE code SET hash = NULL WHERE person = ?1 AND purpose = ?2", person, purpose), e);
}

bool code_is_confirmed(struct store *s, const char *person, enum code_purpose purpose)
{
	struct db_stmt *row = prepare(s, "SELECT 1 FROM code WHERE person = ?1 AND purpose = ?2 AND hash IS NULL", person, purpose);
	bool confirmed = db_step(row, NULL) == 1;
	db_reset(row);
	return confirmed;
}

int codes_prune(struct store *s, int64_t before, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "DELETE FROM code WHERE until < ?1");
	db_bind_int(row, 1, before);
	return db_run(row, e);
}
