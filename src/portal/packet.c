/* Packets: a sync that was carried here as a file, through the same door as all others. */
#include "packet.h"

#include <stdlib.h>

#include "resource.h"
#include "route.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/packet.h"

static const char key_fact[] = "packetKey";

static int make_key(struct store *s, struct key_pair *pair, struct err *e)
{
	char text[SEAL_KEY_TEXT_SIZE];
	crypto_pair(pair);
	crypto_key_text(pair->secret, text);
	int kept = db_begin(s->db, e);
	if (kept == 0)
		kept = store_set_fact(s, key_fact, text, e);
	if (kept == 0)
		kept = db_commit(s->db, e);
	if (kept != 0)
		db_rollback(s->db);
	wipe(text, sizeof text);
	return kept;
}

int packet_key_load(struct store *s, struct key_pair *pair, struct err *e)
{
	unsigned char secret[SEAL_KEY_SIZE];
	char *text = store_fact(s, key_fact);
	int loaded = 0;
	if (crypto_key_of(text, secret) == 0)
		crypto_pair_of(secret, pair);
	else
		loaded = make_key(s, pair, e);
	wipe(secret, sizeof secret);
	free(text);
	return loaded;
}

/*
 * A repeat is answered with the first outcome for OUTCOME_DAYS alone: what is older than that, or says that it is of a day to come, could
 * be done a second time.
 */
static int check_age(int64_t made_at, struct err *e)
{
	int64_t age = clock_now() - made_at;
	char day[CLOCK_TEXT_SIZE];
	if (age <= PACKET_AGE_MAX && age >= -PACKET_AHEAD_MAX)
		return 0;
	clock_format(made_at, day);
	return err_set(e, ERR_PACKET_OLD, day, NULL);
}

/* Does what the question asks, as if it had come over a line; its own sign-in and no other says who asks. */
static void run(struct worker *w, const struct request *q, const struct packet_question *question, struct response *x)
{
	struct request inner = {.token = question->token, .content_type = "application/json", .address = q->address,
	                        .body = question->body.text, .len = question->body.len};
	struct err e = {0};
	char *allow = NULL;
	const struct route *api = route_find("POST", RESOURCE_API, &inner, &allow);
	if (check_age(question->made_at, &e) == 0)
		route_run(api, w, &inner, x);
	else
		response_problem(x, &e);
	request_release(&inner);
	free(allow);
	err_release(&e);
}

static int seal(const struct packet_question *question, struct response *inner, struct str *sealed, struct err *e)
{
	struct packet_answer answer = {.status = inner->status, .made_at = clock_now()};
	const void *body = spool_bytes(&inner->body, e);
	if (!body)
		return -1;
	str_addn(&answer.body, body, (size_t)inner->body.len);
	packet_answer_seal(question->key, &answer, sealed);
	packet_answer_release(&answer);
	return 0;
}

static void answer(struct response *x, const struct response *inner)
{
	x->status = 200;
	x->type = xstrdup("application/octet-stream");
	if (inner->note.len)
		str_add(&x->note, inner->note.text);
}

void resource_packet(struct worker *w, const struct viewer *v, const struct request *q, struct response *x)
{
	struct packet_question question;
	struct response inner;
	struct str sealed = {0};
	struct err e = {0};
	(void)v;
	if (packet_question_open(&w->portal->packet_key, q->body, q->len, &question, &e) < 0) {
		response_problem(x, &e);
		err_release(&e);
		return;
	}
	response_init(&inner, w->portal->dir);
	run(w, q, &question, &inner);
	if (seal(&question, &inner, &sealed, &e) == 0 && spool_add(&x->body, sealed.text, sealed.len, &e) == 0)
		answer(x, &inner);
	else
		response_problem(x, &e);
	response_release(&inner);
	packet_question_release(&question);
	str_release(&sealed);
	err_release(&e);
}
