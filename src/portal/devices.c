/* What one sees and does of one's own sign-ins: the devices, ending one, a new password. */
#include <string.h>

#include "form.h"
#include "password.h"
#include "pupils.h"
#include "resource.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"

/* --- devices --- */

/* What a device is called towards its owner: the row's number would count everybody's. */
enum { DEVICE_ID = 16 };

static void device_id(struct db_stmt *row, char id[DIGEST_TEXT_SIZE])
{
	const char *digest = db_text(row, 1);
	crypto_digest(digest, strlen(digest), id);
	id[DEVICE_ID] = '\0';
}

/* id, digest, device, created_at, used_at of a person's sign-ins, the last used first. */
static struct db_stmt *rows_of(struct store *s, const char *person)
{
	struct db_stmt *rows = db_prepare(s->db, "SELECT id, digest, device, created_at, used_at FROM sign_in WHERE person = ?1"
	                                         " ORDER BY used_at DESC, id DESC");
	db_bind_text(rows, 1, person);
	return rows;
}

static struct json *device(struct db_stmt *row, const struct viewer *v)
{
	struct json *object = json_new_object();
	char id[DIGEST_TEXT_SIZE], created[CLOCK_TEXT_SIZE], used[CLOCK_DAY_SIZE];
	device_id(row, id);
	clock_format(db_int(row, 3), created);
	clock_format_day(db_int(row, 4), used);
	json_set_string(object, "id", id);
	json_set_string(object, "name", db_text(row, 2) ? db_text(row, 2) : "");
	json_set_string(object, "createdAt", created);
	json_set_string(object, "usedAt", used);
	json_set_bool(object, "isThis", db_int(row, 0) == v->sign_in);
	return object;
}

void resource_devices(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	struct err e = {0};
	struct json *document = json_new_object(), *list = json_set(document, "devices", json_new_array());
	struct db_stmt *rows = rows_of(&w->reader, v->user.person);
	int step;
	(void)q;
	while ((step = db_step(rows, &e)) == 1)
		json_push(list, device(rows, v));
	if (step == 0) {
		response_json(x, 200, document);
	} else {
		response_problem(x, &e);
		json_free(document);
	}
	err_release(&e);
}

/* The row of one of the person's devices; 0: there is none of that id. */
static int64_t find_device(struct store *s, const char *person, const char *id)
{
	struct db_stmt *rows = rows_of(s, person);
	int64_t found = 0;
	while (!found && db_step(rows, NULL) == 1) {
		char name[DIGEST_TEXT_SIZE];
		device_id(rows, name);
		if (strcmp(name, id) == 0)
			found = db_int(rows, 0);
	}
	db_reset(rows);
	return found;
}

void resource_device_end(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	struct store *s = worker_write(w);
	resource_sign_in_end(w, s, v, find_device(s, v->user.person, q->segments[0]), x);
}

/* --- a new password --- */

static int write_password(struct worker *w, const struct viewer *v, const char *hash, struct err *e)
{
	struct store *s = worker_write(w);
	int result = -1;
	if (db_begin(s->db, e) == 0 && user_change_password(s, v->user.person, hash, v->sign_in, e) == 0 &&
	    (!user_is_pupil(&v->user) || pupil_note(s, v->user.person, clock_now(), true, e) == 0))
		result = db_commit(s->db, e);
	db_rollback(s->db);
	worker_write_end(w);
	return result;
}

void resource_password(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	struct refusal why = {0};
	char hash[PASSWORD_HASH_SIZE];
	struct json *form = form_read(q, &why.cause);
	if (form) {
		const char *old = form_text(form, "old", 1, PASSWORD_MOST, &why);
		const char *fresh = form_text(form, "new", PASSWORD_LEAST, PASSWORD_MOST, &why);
		if (old && fresh && password_check_own(w, v, old, q->address, &why.cause) == 0 &&
		    password_hash(fresh, hash, &why.cause) == 0 && write_password(w, v, hash, &why.cause) == 0)
			response_status(x, 204);
	}
	if (!form_is_right(&why))
		form_refuse(x, &why);
	form_free(form);
	refusal_release(&why);
}
