/* Desk accounts by country: their names are the country's code, and "" of the central one. */
#include "desk.h"

#include "twinline/schema/vocabulary.h"

/* Countries that have left have nobody who answers. */
static bool has_desk(const struct vocabulary_row *country)
{
	return country && !country->until;
}

/* The desk of a name; 0 if there is none. */
static int64_t find(struct store *s, const char *name, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "SELECT local FROM account WHERE kind = ?1 AND name = ?2");
	db_bind_int(row, 1, ACCOUNT_DESK);
	db_bind_text(row, 2, name);
	int step = db_step(row, e);
	int64_t local = step == 1 ? db_int(row, 0) : step;
	db_reset(row);
	return local;
}

/* Officers of the central desk are officers of every one. */
static int add_central(struct store *s, int64_t desk, struct err *e)
{
	int64_t central = find(s, "", e);
	if (central <= 0)
		return (int)central;
	struct db_stmt *row = db_prepare(s->db, "INSERT INTO member(account, person, role)"
	                                        " SELECT ?1, person, role FROM member WHERE account = ?2 AND role = ?3");
	db_bind_int(row, 1, desk);
	db_bind_int(row, 2, central);
	db_bind_text(row, 3, access_role_name(ROLE_OFFICER));
	return db_run(row, e);
}

static int64_t find_or_add(struct store *s, const char *name, struct err *e)
{
	int64_t local = find(s, name, e);
	if (local != 0)
		return local;
	local = account_add(s, NULL, ACCOUNT_DESK, name, e);
	return local < 0 || add_central(s, local, e) < 0 ? -1 : local;
}

int64_t desk_of(struct store *s, const char *country, struct err *e)
{
	const struct vocabulary_row *row = country ? vocabulary_find(&vocabulary_countries, country) : NULL;
	return find_or_add(s, has_desk(row) ? row->code : "", e);
}

int desk_add_all(struct store *s, struct err *e)
{
	for (size_t i = 0; i < vocabulary_countries.count; i++)
		if (has_desk(&vocabulary_countries.rows[i]) && find_or_add(s, vocabulary_countries.rows[i].code, e) < 0)
			return -1;
	return find_or_add(s, "", e) < 0 ? -1 : 0;
}

int desk_add_officer(struct store *s, const char *country, const char *person, struct err *e)
{
	int64_t desk = desk_of(s, country, e);
	if (desk < 0 || member_set(s, desk, person, ROLE_OFFICER, e) < 0)
		return -1;
	if (desk != find(s, "", e))
		return 0;
	struct db_stmt *row = db_prepare(s->db, "INSERT INTO member(account, person, role) SELECT local, ?1, ?2 FROM account WHERE kind = ?3"
	                                        " AND local NOT IN (SELECT account FROM member WHERE person = ?1)");
	db_bind_text(row, 1, person);
	db_bind_text(row, 2, access_role_name(ROLE_OFFICER));
	db_bind_int(row, 3, ACCOUNT_DESK);
	return db_run(row, e);
}

int desk_remove_officer(struct store *s, const char *country, const char *person, struct err *e)
{
	if (country) {
		int64_t desk = desk_of(s, country, e);
		return desk < 0 ? -1 : member_remove(s, desk, person, e);
	}
	struct db_stmt *row = db_prepare(s->db, "DELETE FROM member WHERE person = ?1 AND account IN (SELECT local FROM account WHERE kind = ?2)");
	db_bind_text(row, 1, person);
	db_bind_int(row, 2, ACCOUNT_DESK);
	return db_run(row, e);
}
