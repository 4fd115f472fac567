/* One project taken along: which it is, and its folder. */
#include <stdlib.h>

#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/export.h"
#include "twinline/text/fold.h"

int64_t export_find_project(struct store *s, const char *words, struct err *e)
{
	struct db_stmt *stmt = db_prepare(s->db, "SELECT p.account, r.id, p.title FROM project_index p JOIN record r ON r.local = p.local "
	                                         "JOIN account a ON a.local = p.account WHERE a.kind = ?1 ORDER BY p.local");
	char *wanted = fold_copy(words);
	struct str several = { 0 };
	int64_t found = 0;
	int count = 0, step;

	db_bind_int(stmt, 1, ACCOUNT_PROJECT);
	while ((step = db_step(stmt, e)) == 1) {
		char *title = fold_copy(db_text(stmt, 2));
		bool is_it = text_equal(db_text(stmt, 1), words) || text_equal(title, wanted);

		if (is_it || (*wanted && fold_matches(title, wanted))) {
			count = is_it ? 1 : count + 1;
			found = db_int(stmt, 0);
			str_addf(&several, several.len ? ", %s" : "%s", db_text(stmt, 2));
		}
		free(title);
		if (is_it)
			break;
	}
	db_reset(stmt);
	if (step >= 0 && count == 0)
		err_set(e, ERR_NOT_FOUND, NULL);
	else if (step >= 0 && count > 1)
		err_set(e, ERR_PERSON_UNCLEAR, words, several.text, NULL);
	str_release(&several);
	free(wanted);
	return step >= 0 && count == 1 ? found : 0;
}

int export_project(struct space *sp, struct folder *f, struct export_result *r, struct err *e)
{
	int result = space_write(sp, f, "", e) == 0 ? folder_close(f, e) : -1;

	*r = (struct export_result){ .records = (int64_t)sp->count, .bytes = folder_bytes(f) };
	for (size_t i = 0; i < sp->file_count; i++)
		*(sp->files[i].path ? &r->files : &r->elsewhere) += 1;
	return result;
}
