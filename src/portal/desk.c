/* Desk accounts by country: their names are the country's code, and "" of the central one. */
#include "desk.h"

#include "twinline/schema/vocabulary.h"

/* Countries that have left have nobody who answers. */
static bool has_desk(const struct vocabulary_row *country)
{
	return country && !country->until;
}

static int64_t find_or_add(struct store *s, const char *name, struct err *e)
{
	struct db_stmt *row = db_prepare(s->db, "SELECT local FROM account WHERE kind = ?1 AND name = ?2");
	db_bind_int(row, 1, ACCOUNT_DESK);
	db_bind_text(row, 2, name);
	int step = db_step(row, e);
	int64_t local = step == 1 ? db_int(row, 0) : step;
	db_reset(row);
	return local == 0 ? account_add(s, NULL, ACCOUNT_DESK, name, e) : local;
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
