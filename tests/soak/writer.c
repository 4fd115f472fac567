/* Who writes: a program of its own, as a face is; or `twinline send`. */
#include "writer.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/records/kept.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/records/upload.h"

enum { COMMAND_MS = 1500, WRITER_MS = 30000, DAY = 86400, EVENT_DAYS = 20, NO_LINE = 3 };

/* What a writer says of an op. */
struct word {
	int op;
	enum op_status status;
};

static const int types[] = {
	[LETTER] = TYPE_Message, [EVENT] = TYPE_Event, [WORD] = TYPE_Attendance, [SEARCH] = TYPE_SavedSearch, [CARD] = TYPE_Person,
	[CONTACT] = TYPE_Contact,
};

int writer_type(enum family family)
{
	return types[family];
}

struct desk {
	const struct ground *g;
	const struct plan *plan;
	struct store s;
	int op;
};

/* --- one op --- */

static struct json *party(const char *id)
{
	struct json *object = json_new_object();
	json_set_string(object, "id", id);
	return object;
}

/* The messageUid of the letter with which the other one has introduced themselves, yours. */
static char *first_letter(struct desk *d)
{
	struct db_stmt *stmt = db_prepare(d->s.db, "SELECT body FROM record WHERE type = ?1 AND id IS NOT NULL AND instr(body, ?2) > 0");
	struct err e = { 0 };
	db_bind_int(stmt, 1, TYPE_Message);
	db_bind_text(stmt, 2, GROUND_HELLO);
	struct json *body = db_step(stmt, &e) == 1 ? json_parse_own(db_text(stmt, 0)) : NULL;
	char *uid = json_get_text(body, "messageUid") ? xstrdup(json_get_text(body, "messageUid")) : NULL;
	db_reset(stmt);
	err_release(&e);
	json_free(body);
	return uid;
}

/* Takes the letter's file into the store, as a face does before the letter is sent. 0, or -1 with e. */
static int add_file(struct desk *d, struct json *letter, int size, struct err *e)
{
	struct account a;
	if (!account_by_kind(&d->s, ACCOUNT_PERSONAL, &a))
		return err_set(e, ERR_SIGNED_OUT, NULL);
	struct json *file = upload_add(&d->s, a.local, "measured.csv", plan_file(d->plan, d->op), (size_t)size, e);
	account_release(&a);
	if (file)
		json_push(json_set(letter, "files", json_new_array()), file);
	return file ? 0 : -1;
}

static struct json *letter(struct desk *d, const struct op *op)
{
	struct json *object = json_new_object();
	char *uid = d->plan->things[op->thing].is_answer ? first_letter(d) : NULL;
	if (uid)
		json_set_string(object, "inReplyTo", uid);
	free(uid);
	json_push(json_set(object, "to", json_new_array()), party(d->g->cards[d->g->clients[op->client].friend]));
	json_set_string(object, "subject", d->plan->things[op->thing].needle);
	json_set_string(object, "text", plan_text(d->plan, d->op));
	return object;
}

static struct json *event(const struct desk *d, const struct op *op)
{
	struct json *object = json_new_object(), *time = json_set(object, "time", json_new_object());
	char text[CLOCK_TEXT_SIZE];
	clock_format(clock_now() + (int64_t)EVENT_DAYS * DAY, text);
	text[strlen(text) - 1] = '\0';
	json_set_string(time, "start", text);
	json_set_string(time, "timeZone", "Europe/Athens");
	json_set_string(time, "duration", "PT1H");
	json_set_string(object, "title", "Water week");
	json_set_string(object, "kind", "webinar");
	json_set_string(object, "place", d->plan->things[op->thing].needle);
	return object;
}

static struct json *object_of(struct desk *d, const struct op *op)
{
	const struct thing *t = &d->plan->things[op->thing];
	struct json *object;
	if (t->family == LETTER)
		return letter(d, op);
	if (t->family == EVENT)
		return event(d, op);
	object = json_new_object();
	if (t->family == WORD) {
		json_set(object, "event", party(d->g->events[t->event]));
		json_set_string(object, "answer", "yes");
		json_set_string(object, "text", t->needle);
	} else if (t->family == SEARCH) {
		json_set_string(object, "title", "All of it");
		json_set_string(object, "type", "Person");
		json_set_string(json_set(object, "filter", json_new_object()), "text", t->needle);
	} else {
		json_set(object, "person", party(d->g->cards[d->g->clients[op->client].friend]));
		json_set_string(object, "text", t->needle);
	}
	return object;
}

static int64_t account_of(struct desk *d, const struct op *op)
{
	enum family family = d->plan->things[op->thing].family;
	struct account a;
	if (!account_by_kind(&d->s, family == EVENT ? ACCOUNT_COMMUNITY : ACCOUNT_PERSONAL, &a))
		return 0;
	int64_t local = a.local;
	account_release(&a);
	return local;
}

/* The local of what an op is about; 0 if it is not here. */
static int64_t find(struct desk *d, const struct op *op)
{
	const struct thing *t = &d->plan->things[op->thing];
	if (t->family == CARD)
		return kept_find(&d->s, &record_types[TYPE_Person], d->g->cards[d->g->clients[op->client].who], NULL);
	struct db_stmt *stmt = db_prepare(d->s.db, "SELECT local FROM record WHERE type = ?1 AND instr(body, ?2) > 0 ORDER BY local LIMIT 1");
	struct err e = { 0 };
	db_bind_int(stmt, 1, types[t->family]);
	db_bind_text(stmt, 2, t->needle);
	int64_t local = db_step(stmt, &e) == 1 ? db_int(stmt, 0) : 0;
	db_reset(stmt);
	err_release(&e);
	return local;
}

/* In a transaction. -1: the store does not take it. */
static int queue(struct desk *d, const struct op *op, int64_t record, const struct json *tree, struct err *e)
{
	enum family family = d->plan->things[op->thing].family;
	int64_t done;
	if (op->verb == CREATE)
		done = outbox_create(&d->s, account_of(d, op), &record_types[types[family]], tree, family == LETTER ? d->plan->hold : 0, e);
	else if (op->verb == DESTROY)
		done = outbox_destroy(&d->s, record, e);
	else if (family == CONTACT)
		done = outbox_update_held(&d->s, record, tree, d->plan->hold, e);
	else
		done = outbox_update(&d->s, record, tree, e);
	return done < 0 ? -1 : 0;
}

static void say(int to, int op, enum op_status status)
{
	struct word word = { .op = op, .status = status };
	if (write(to, &word, sizeof word) != (ssize_t)sizeof word)
		_exit(1);
}

static void do_op(struct desk *d, int to)
{
	const struct op *op = &d->plan->ops[d->op];
	int64_t record = op->verb == CREATE ? 0 : find(d, op);
	struct err e = { 0 };
	char text[64];
	if (op->verb != CREATE && record == 0) {
		say(to, d->op, SKIPPED);
		return;
	}
	say(to, d->op, TYPED);
	struct json *tree = op->verb == CREATE ? object_of(d, op) : json_new_object();
	int size = op->verb == CREATE ? d->plan->things[op->thing].file : 0;
	if (op->verb == PATCH)
		json_set(tree, op->field, plan_value(d->plan, d->op, text));
	bool is_stored = (size == 0 || add_file(d, tree, size, &e) == 0) && db_begin(d->s.db, &e) == 0 &&
	                 queue(d, op, record, tree, &e) == 0 && db_commit(d->s.db, &e) == 0;
	json_free(tree);
	if (is_stored) {
		say(to, d->op, STORED);
		return;
	}
	db_rollback(d->s.db);
	/* What was thrown away meanwhile cannot be changed: that is an answer, and no failure. */
	say(to, d->op, e.code == ERR_NOT_FOUND ? SKIPPED : REFUSED);
	err_release(&e);
}

/* --- its process --- */

static void write_all(const struct ground *g, const struct plan *plan, const struct step *step, int to)
{
	struct desk desk = { .g = g, .plan = plan };
	struct err e = { 0 };
	clock_fix(ground_now(g, SIDE_CLIENT));
	if (store_open(&desk.s, g->clients[step->client].paths.store, STORE_REPLICA, 0, &e) != 0)
		_exit(1); /* on a full disk, say: nothing is typed */
	db_durability(desk.s.db, DB_DURABLE);
	for (desk.op = step->first; desk.op < step->first + step->count; desk.op++)
		do_op(&desk, to);
	store_close(&desk.s);
	_exit(0);
}

static void become_command(const struct ground *g, const struct plan *plan, const struct step *step)
{
	const struct op *op = &plan->ops[step->first];
	char *program = xasprintf("%s/twinline", getenv("TWINLINE_PROGRAMS"));
	const char *text = plan_text(plan, step->first);
	int input[2], null = open("/dev/null", O_RDWR);
	if (pipe(input) < 0 || write(input[1], text, strlen(text)) < 0)
		_exit(126);
	close(input[1]);
	dup2(input[0], 0);
	dup2(null, 1);
	dup2(null, 2);
	close_range(3, ~0U, 0);
	execl(program, program, "send", "--profile", g->clients[op->client].profile, "--to", ground_names[g->clients[op->client].friend],
	      "--subject", plan->things[op->thing].needle, plan->hold ? "--hold" : (char *)NULL, (char *)NULL);
	_exit(127);
}

void writer_start(struct writer *w, const struct ground *g, struct plan *plan, const struct step *step)
{
	bool is_command = plan->ops[step->first].by_command;
	int said[2];
	if (pipe2(said, O_CLOEXEC) < 0)
		die("pipe: %s", strerror(errno));
	*w = (struct writer){ .said = said[0], .op = is_command ? step->first : -1, .pid = fork() };
	if (w->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (is_command)
			become_command(g, plan, step);
		write_all(g, plan, step, said[1]);
	}
	close(said[1]);
}

/* A command says with its status whether the letter is queued; killed, it says nothing. */
static enum op_status heard_of_command(int status)
{
	if (!WIFEXITED(status))
		return TYPED;
	return WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == NO_LINE ? STORED : TYPED;
}

void writer_end(struct writer *w, struct plan *plan)
{
	struct word word;
	int status;
	struct pollfd over = { .fd = w->said, .events = POLLHUP };
	/* The pipe ends with the process; a command closes it as it begins. */
	if (w->op < 0)
		poll(&over, 1, WRITER_MS);
	for (int64_t until = clock_monotonic_ms() + COMMAND_MS; waitpid(w->pid, &status, WNOHANG) == 0; poll(NULL, 0, 1))
		if (clock_monotonic_ms() > until)
			kill(w->pid, SIGKILL);
	if (w->op >= 0)
		plan->ops[w->op].status = heard_of_command(status);
	while (read(w->said, &word, sizeof word) == (ssize_t)sizeof word)
		plan->ops[word.op].status = word.status;
	close(w->said);
}
