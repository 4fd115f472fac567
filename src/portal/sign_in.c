/* Signing in and out: a password becomes a token of this device. */
#include <stdlib.h>
#include <string.h>

#include "case.h"
#include "form.h"
#include "password.h"
#include "pupils.h"
#include "resource.h"
#include "retention.h"
#include "twinline/base/clock.h"
#include "twinline/base/crypto.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

enum { NAME_MOST = 120, DEVICE_MOST = 120 }; /* bytes */

struct form { const char *name, *password, *device; };

static bool fits(const char *text, size_t most)
{
	return text && strlen(text) <= most;
}

static struct json *read_form(const struct request *q, struct form *f, struct err *e)
{
	struct json *tree = form_read(q, e);
	if (!tree)
		return NULL;
	f->name = json_get_text(tree, "name");
	f->password = json_get_text(tree, "password");
	f->device = json_get_text(tree, "device");
	if (fits(f->name, NAME_MOST) && fits(f->password, PASSWORD_MOST) && (!f->device || fits(f->device, DEVICE_MOST)))
		return tree;
	err_set(e, ERR_NOT_REQUEST, "name, password", NULL);
	*f = (struct form){0};
	form_free(tree);
	return NULL;
}

/* The card says on which day somebody was last here; it is no content, so its rev stays. */
static int note_activity(struct store *s, const char *person, int64_t now, struct err *e)
{
	struct account directory;
	struct record card = {0};
	if (!account_by_kind(s, ACCOUNT_DIRECTORY, &directory))
		return 0;
	int result = 0;
	if (record_by_id(s, directory.local, &record_types[TYPE_Person], person, &card)) {
		char day[CLOCK_DAY_SIZE];
		clock_format_day(now, day);
		struct json *tree = json_parse_own(card.body);
		if (!text_equal(json_get_text(tree, "activeAt"), day)) {
			json_set_string(tree, "activeAt", day);
			free(card.body);
			card.body = json_print(tree);
			result = record_write(s, &card, false, e);
		}
		json_free(tree);
	}
	record_free(&card);
	account_release(&directory);
	return result;
}

static int make_token(struct worker *w, const struct user *u, const char *device, char token[TOKEN_TEXT_SIZE],
                      struct err *e)
{
	int64_t now = clock_now();
	struct store *s = worker_write(w);
	int result = -1;
	if (db_begin(s->db, e) == 0 && sign_in_add(s, u->person, device, now, token, e) == 0 &&
	    (user_is_pupil(u) ? pupil_note(s, u->person, now, false, e) : note_activity(s, u->person, now, e)) == 0 &&
	    retention_seen(s, u->person, e) == 0)
		result = db_commit(s->db, e);
	db_rollback(s->db);
	worker_write_end(w);
	return result;
}

static char *name_of(struct store *s, const char *person)
{
	struct account directory;
	struct record card = {0};
	char *name = NULL;
	if (!account_by_kind(s, ACCOUNT_DIRECTORY, &directory))
		return xstrdup("");
	if (record_by_id(s, directory.local, &record_types[TYPE_Person], person, &card)) {
		struct json *tree = json_parse_own(card.body);
		name = xstrdup(json_get_text(tree, "name"));
		json_free(tree);
	}
	record_free(&card);
	account_release(&directory);
	if (!name) {
		struct json *pupil = pupil_card(s, person);
		name = xstrdup(json_get_text(pupil, "name"));
		json_free(pupil);
	}
	return name ? name : xstrdup("");
}

/* What a device of somebody who was joined up with this person has is theirs from now on. */
static void add_joined_up(struct worker *w, const struct user *u, struct json *document)
{
	struct json *persons = user_joined_up(&w->reader, u->person), *joined;
	struct account account;
	if (!persons || !account_by_local(&w->reader, u->account, &account)) {
		json_free(persons);
		return;
	}
	joined = json_set(document, "joinedUp", json_new_object());
	json_set(joined, "persons", persons);
	json_set_string(joined, "account", account.id);
	account_release(&account);
}

static void answer(struct worker *w, const struct user *u, const char *token, struct response *x)
{
	struct json *document = json_new_object();
	char key[SEAL_KEY_TEXT_SIZE], *name = name_of(&w->reader, u->person), *url = xasprintf("%s%s", w->portal->base_url, RESOURCE_API);
	json_set_string(document, "token", token);
	json_set_string(document, "person", u->person);
	json_set_string(document, "name", name);
	json_set_string(document, "apiUrl", url);
	if (user_is_pupil(u)) {
		json_set_bool(document, "pupil", true);
		json_set_bool(document, "firstPassword", !u->password_hash); /* another one has to be chosen now */
	}
	json_set_string(document, "websocketUrl", RESOURCE_SOCKET);
	json_set_bool(document, "translate", w->portal->translator != NULL);
	crypto_key_text(w->portal->packet_key.open, key);
	json_set_string(document, "packetKey", key);
	add_joined_up(w, u, document);
	free(name);
	free(url);
	response_json(x, 200, document);
	x->compressible = false; /* a secret is not compressed with what others chose */
}

void resource_sign_in(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	struct err e = {0};
	struct form f = {0};
	struct user u = {0};
	char token[TOKEN_TEXT_SIZE];
	(void)v;
	struct json *tree = read_form(q, &f, &e);
	if (tree && password_check(w, f.name, f.password, q->address, &u, &e) == 0 && make_token(w, &u, f.device, token, &e) == 0)
		answer(w, &u, token, x);
	else
		response_problem(x, &e);
	wipe(token, sizeof token);
	form_free(tree);
	user_release(&u);
	err_release(&e);
}

void resource_sign_in_end(struct worker *w, struct store *s, const struct viewer *v, int64_t sign_in, struct response *x)
{
	struct err e = {0};
	/* What the person holds at a desk may be held from there. */
	bool done = sign_in ? db_begin(s->db, &e) == 0 && sign_in_end(s, sign_in, &e) == 0 && cases_let_go(s, v, &e) == 0 &&
	                      db_commit(s->db, &e) == 0
	                    : err_set(&e, ERR_NOT_FOUND, NULL) == 0;
	db_rollback(s->db);
	worker_write_end(w);
	if (done)
		response_status(x, 204);
	else
		response_problem(x, &e);
	err_release(&e);
}

void resource_sign_out(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	(void)q;
	resource_sign_in_end(w, worker_write(w), v, v->sign_in, x);
}
