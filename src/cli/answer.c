/* twinline accept and twinline decline: yes or no to what "list" names by its number. */
#include <stdlib.h>

#include "cli.h"
#include "twinline/base/i18n.h"
#include "twinline/records/agenda.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/records/relation.h"
#include "twinline/records/waiting.h"

/* A contact request is answered where it stands among the contacts, too. */
static int64_t answer_contact(struct store *s, const struct record *r, bool accept, struct err *e)
{
	struct json *tree = record_tree(s, r);
	const char *person = json_get_text(json_get(tree, "person"), "id");
	int64_t entry = person ? relation_answer(s, person, accept, e) : 0;

	json_free(tree);
	return entry == 0 ? err_set(e, ERR_ANSWERED, NULL) : entry;
}

/* Queues the answer to a record; the entry's local, or -1. */
static int64_t answer_record(struct store *s, const struct record *r, bool accept, struct err *e)
{
	int64_t message;

	switch (r->type->index) {
	case TYPE_Thread:
		message = waiting_message(s, r->local);
		return message ? waiting_answer(s, message, accept, NULL, e) : err_set(e, ERR_ANSWERED, NULL);
	case TYPE_Contact:
		return answer_contact(s, r, accept, e);
	case TYPE_Event:
		return agenda_answer(s, r->local, accept ? "yes" : "no", NULL, e);
	default:
		return err_set(e, ERR_NOT_FOUND, NULL);
	}
}

/* Nobody sits at a screen to take it back: it goes at once. */
static int queue(struct store *s, const char *name, bool accept, struct err *e)
{
	int64_t local = cli_thread_of(name), entry = -1;
	struct record record = { 0 };

	if (local <= 0 || !record_by_local(s, local, &record))
		return err_set(e, ERR_NOT_FOUND, NULL);
	if (db_begin(s->db, e) == 0) {
		entry = answer_record(s, &record, accept, e);
		if (entry < 0 || outbox_let_go(s, e) != 0 || db_commit(s->db, e) != 0) {
			db_rollback(s->db);
			entry = -1;
		}
	}
	record_free(&record);
	return entry < 0 ? -1 : 0;
}

static enum exit_status answer(struct cli *cli, const char *name, bool accept)
{
	struct err e = { 0 };
	struct store s;
	int result;

	if (cli_store(cli, &s, &e) != 0)
		return cli_fail(&e);
	result = queue(&s, name, accept, &e);
	store_close(&s);
	if (result != 0)
		return cli_fail(&e);
	cli_wake(cli);
	if (cli->json) {
		struct json *object = cli_json();

		json_set_string(object, "id", name);
		json_set_string(object, "answer", accept ? "accepted" : "declined");
		cli_print_json(object);
	} else {
		cli_say("%s", accept ? _("Yes. It goes out by itself.") : _("No. It goes out by itself."));
	}
	return EXIT_DONE;
}

enum exit_status cli_run_accept(struct cli *cli, char **words, int count)
{
	(void)count;
	return answer(cli, words[0], true);
}

enum exit_status cli_run_decline(struct cli *cli, char **words, int count)
{
	(void)count;
	return answer(cli, words[0], false);
}
