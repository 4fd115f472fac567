/* twinline sync: one exchange, and what went and came. */
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"
#include "twinline/base/i18n.h"
#include "twinline/base/str.h"
#include "twinline/records/outbox.h"
#include "twinline/text/datetime.h"

void cli_say_exchanged(int64_t sent, int64_t received)
{
	if (sent > 0)
		cli_say(i18n_plural("%lld change was sent.", "%lld changes were sent.", (unsigned long)sent), (long long)sent);
	if (received > 0)
		cli_say(i18n_plural("%lld change came.", "%lld changes came.", (unsigned long)received), (long long)received);
	if (sent == 0 && received == 0)
		cli_say("%s", _("Nothing waited, and nothing is new."));
}

static void say_done(const struct json *packet)
{
	struct str up = { 0 }, down = { 0 };
	cli_say_exchanged(json_get_integer(packet, "sent", 0), json_get_integer(packet, "received", 0));
	datetime_add_size(&up, json_get_integer(packet, "up", 0));
	datetime_add_size(&down, json_get_integer(packet, "down", 0));
	cli_say(_("%s went up, %s came down."), up.text, down.text);
	str_release(&up);
	str_release(&down);
}

struct json *cli_await_exchange(struct engine_link *link, struct err *e)
{
	for (struct json *packet; (packet = cli_receive(link, e)); json_free(packet)) {
		const char *did = json_get_text(packet, "did");
		if (text_equal(did, "progress") && text_equal(json_get_text(packet, "phase"), "done"))
			return packet;
		if (text_equal(did, "failed") && text_equal(json_get_text(packet, "do"), "sync")) {
			json_to_err(json_get(packet, "cause"), e);
			json_free(packet);
			return NULL;
		}
	}
	return NULL;
}

/* Now means now: what is held goes too. */
static int let_go(const struct paths *paths, struct err *e)
{
	struct store s;
	int result;
	if (access(paths->store, F_OK) != 0)
		return 0;
	if (store_open(&s, paths->store, STORE_REPLICA, 0, e) != 0)
		return -1;
	result = db_begin(s.db, e) == 0 && outbox_let_go(&s, e) == 0 ? db_commit(s.db, e) : -1;
	if (result != 0)
		db_rollback(s.db);
	store_close(&s);
	return result;
}

enum exit_status cli_run_sync(struct cli *cli, char **words, int count)
{
	(void)words;
	(void)count;
	struct err e = { 0 };
	struct engine_link link = { .fd = -1 };
	struct json *done = NULL;
	if (let_go(&cli->paths, &e) == 0 && engine_connect(&link, &cli->paths, true, &e) == 0 && cli_send(&link, cli_packet("sync"), &e) == 0)
		done = cli_await_exchange(&link, &e);
	if (done)
		say_done(done);
	json_free(done);
	engine_close(&link);
	enum exit_status status = e.code == ERR_OK ? EXIT_DONE : cli_fail(&e);
	cli_say_what_waits(cli);
	return status;
}
