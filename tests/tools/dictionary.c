/*
 * Trains a shared dictionary (twinline/base/dictionary.h) and adds it to those in a directory: usage: dictionary DIRECTORY.
 *
 * What it learns from: the phrases in dictionary-phrases.txt, our own, in many languages; the catalogues; and what
 * engine and portal say to each other about demo communities, whose ids and clock are fixed, so that the same sources make the
 * same bytes. The fixed set of tests/data, on which the gain is measured, is made of sentences that demo letters have too: every
 * piece of text that shares a run of letters with it is left out of what is learned.
 */
#define ZDICT_STATIC_LINKING_ONLY
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zdict.h>

#include "lib/portal_client.h"
#include "lib/world.h"
#include "twinline/base/crypto.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"
#include "twinline/jmap/since.h"
#include "twinline/jmap/sync.h"

enum {
	SEEDS = 4,
	SAMPLES_MAX = 8000,
	FILE_MAX_BYTES = 4 * 1000 * 1000,
	PAGE_BYTES = 8000,      /* of first pages */
	STEADY_BYTES = 64000,   /* and afterwards */
	CATALOGUE_PIECE = 1000, /* bytes of a catalogue that make one sample */
	RUN = 20,               /* bytes that no text may share with the fixed set */
	DICTIONARY_BYTES = 64 * 1024,
	NAME_DIGITS = 6
};

static const char set_path[] = "tests/data/first-sync.json", phrases_path[] = "tests/tools/dictionary-phrases.txt";
static const char now[] = "2026-11-17T10:38:00Z", api_path[] = "/jmap/api";

struct corpus {
	struct str bytes;
	size_t sizes[SAMPLES_MAX];
	unsigned count;
	uint64_t *runs; /* of the fixed set, sorted */
	size_t run_count;
};

static void must(int result, const struct err *e, const char *what)
{
	if (result < 0)
		die("%s: %s", what, err_name(e->code));
}

static struct str read_file(const char *path)
{
	struct str text = { 0 };
	struct err e = { 0 };
	must(file_read(path, FILE_MAX_BYTES, &text, &e), &e, path);
	return text;
}

/* --- what is measured on is not learned ---------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return (left > right) - (left < right);
}

static uint64_t run_at(const char *text)
{
	uint64_t hash = 14695981039346656037u;
	for (int i = 0; i < RUN; i++)
		hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
	return hash;
}

static void note_runs(struct corpus *c, const struct json *value)
{
	const char *text = json_text(value);
	for (size_t i = 0, len = text ? strlen(text) : 0; i + RUN <= len; i++) {
		if ((c->run_count & (c->run_count - 1)) == 0)
			c->runs = xrealloc(c->runs, c->run_count ? 2 * c->run_count : 1, sizeof *c->runs);
		c->runs[c->run_count++] = run_at(text + i);
	}
	for (const struct json *i = text ? NULL : json_first(value); i; i = json_next(i))
		note_runs(c, i);
}

static void read_fixed_set(struct corpus *c)
{
	struct str text = read_file(set_path);
	struct json *set = json_parse(text.text, text.len, NULL);
	note_runs(c, set);
	qsort(c->runs, c->run_count, sizeof *c->runs, compare);
	json_free(set);
	str_release(&text);
}

static bool is_measured_on(const struct corpus *c, const char *text, size_t len)
{
	for (size_t i = 0; i + RUN <= len; i++) {
		uint64_t run = run_at(text + i);
		if (bsearch(&run, c->runs, c->run_count, sizeof run, compare))
			return true;
	}
	return false;
}

/* Adds text without those of its sentences that share a run with the fixed set. */
static void add_text(const struct corpus *c, struct str *out, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, ".!?:,;\n");
		len += strspn(text + len, ".!?:,;\n ");
		if (!is_measured_on(c, text, len))
			str_addn(out, text, len);
		text += len;
	}
}

static struct json *without_fixed_set(const struct corpus *c, const struct json *value)
{
	if (json_is_string(value)) {
		struct str kept = { 0 };
		str_add(&kept, "");
		add_text(c, &kept, json_text(value));
		struct json *text = json_new_string(kept.text);
		str_release(&kept);
		return text;
	}
	bool is_object = json_is_object(value);
	if (!is_object && !json_is_array(value))
		return json_copy(value);
	struct json *copy = is_object ? json_new_object() : json_new_array();
	for (const struct json *i = json_first(value); i; i = json_next(i))
		if (is_object)
			json_set(copy, json_key(i), without_fixed_set(c, i));
		else
			json_push(copy, without_fixed_set(c, i));
	return copy;
}

/* --- samples ------------------------------------------------------------------------------------- */

static void add_sample(struct corpus *c, const char *bytes, size_t len)
{
	if (c->count == SAMPLES_MAX)
		die("more than %d samples", SAMPLES_MAX);
	str_addn(&c->bytes, bytes, len);
	c->sizes[c->count++] = len;
}

static void add_json(struct corpus *c, const struct json *value)
{
	struct json *kept = without_fixed_set(c, value);
	char *text = json_print(kept);
	add_sample(c, text, strlen(text));
	free(text);
	json_free(kept);
}

/* One request of these calls and its answer, both of them samples; the answer, yours. */
static struct json *ask(struct corpus *c, struct portal_client *p, struct json *request_taken)
{
	char *body = json_print(request_taken);
	struct json *answer = NULL;
	if (portal_client_request(p, "POST", api_path, body, &answer) != 200)
		die("the portal refuses %s", body);
	add_json(c, request_taken);
	add_json(c, answer);
	json_free(request_taken);
	free(body);
	return answer;
}

static void call_sync(struct json *request, const struct json *since, int64_t bytes)
{
	struct json *arguments = json_new_object();
	char *text = since_short(since);
	if (text)
		json_set_string(arguments, "sinceAll", text);
	else if (json_size(since) > 0)
		json_set(arguments, "since", json_copy(since));
	json_set_integer(arguments, "maxBytes", bytes);
	jmap_call(request, "Sync/get", arguments, "s");
	free(text);
}

/* The same as over WebSocket (RFC 8887 sections 4.3.2 and 4.3.3). */
static void add_messages(struct corpus *c, const struct json *request, const struct json *answer)
{
	struct json *asked = json_new_object(), *answered = json_copy(answer);
	json_set_string(asked, "@type", "Request");
	for (const struct json *i = json_first(request); i; i = json_next(i))
		json_set(asked, json_key(i), json_copy(i));
	json_set_string(answered, "@type", "Response");
	add_json(c, asked);
	add_json(c, answered);
	json_free(asked);
	json_free(answered);
}

/* All pages of a first sync, and "nothing new"; since has the states afterwards. */
static void add_first_sync(struct corpus *c, struct portal_client *p, struct json *since)
{
	for (bool more = true; more;) {
		struct json *request = jmap_request_new();
		call_sync(request, since, PAGE_BYTES);
		struct json *answer = ask(c, p, request);
		const struct json *accounts = json_get(jmap_response(answer, "s", NULL), "accounts");
		more = json_size(accounts) > 0;
		for (const struct json *i = json_first(accounts); i; i = json_next(i))
			json_set_string(since, json_key(i), json_get_text(i, "state"));
		json_free(answer);
	}
}

/* The answer to an exchange: a response of /set under "0", if there is one, and what has come. */
static void add_answer(struct corpus *c, const char *account, struct json *set_taken, struct json *records_taken)
{
	struct json *answer = json_new_object(), *responses = json_set(answer, "methodResponses", json_new_array()), *call;
	if (set_taken) {
		call = json_push(responses, json_new_array());
		json_push(call, json_new_string("Message/set"));
		json_push(call, set_taken);
		json_push(call, json_new_string("0"));
	}
	call = json_push(responses, json_new_array());
	json_push(call, json_new_string("Sync/get"));
	struct json *part = json_set(json_set(json_push(call, json_new_object()), "accounts", json_new_object()), account,
	                             json_new_object());
	if (records_taken)
		json_set(part, "records", records_taken);
	json_set_string(part, "state", "rpasx67d-302");
	json_push(call, json_new_string("s"));
	json_set_string(answer, "sessionState", "0f8bfadb");
	add_json(c, answer);
	json_free(answer);
}

/* A letter as if it were sent, and one that is marked as read: request and response. */
static void add_writes(struct corpus *c, const char *account, const struct json *since, const struct json *message)
{
	char op[DIGEST_TEXT_SIZE];
	const char *id = json_get_text(message, "id");
	crypto_digest(id, strlen(id), op);
	op[32] = '\0';
	for (int is_mark = 0; is_mark < 2; is_mark++) {
		struct json *request = jmap_request_new(), *arguments = json_new_object();
		const char *key = is_mark ? id : "k12";
		json_set_string(arguments, "accountId", account);
		struct json *change = json_set(json_set(arguments, is_mark ? "update" : "create", json_new_object()), key, json_new_object());
		if (is_mark) {
			json_set_bool(change, "keywords/$seen", true);
		} else {
			json_push(json_set(change, "to", json_new_array()), json_copy(json_get(message, "from")));
			for (const char *const *field = (const char *const[]){ "subject", "text", "language", "inReplyTo", NULL }; *field; field++)
				if (json_get(message, *field))
					json_set(change, *field, json_copy(json_get(message, *field)));
		}
		json_set_string(json_set(arguments, "opIds", json_new_object()), key, op);
		jmap_call(request, "Message/set", arguments, "0");
		call_sync(request, since, STEADY_BYTES);
		add_json(c, request);
		json_free(request);
	}
}

/* "Anything new?", which is asked most of all, and "no". */
static void add_poll(struct corpus *c, const struct json *since)
{
	static const char no[] = "{\"methodResponses\":[[\"Sync/get\",{\"accounts\":{}},\"s\"]],\"sessionState\":\"0f8bfadb\"}";
	struct json *request = jmap_request_new(), *answer = json_parse_own(no);
	call_sync(request, since, STEADY_BYTES);
	add_json(c, request);
	add_json(c, answer);
	add_messages(c, request, answer);
	json_free(request);
	json_free(answer);
}

static void add_letter(struct corpus *c, const char *account, const struct json *since, const struct json *message)
{
	struct json *set = json_new_object(), *made = json_new_object(), *records = json_new_object();
	json_push(json_set(records, "Message", json_new_array()), json_copy(message));
	add_answer(c, account, NULL, records);
	add_writes(c, account, since, message);
	add_poll(c, since);
	for (const struct json *i = json_first(message); i; i = json_next(i))
		if (strcmp(json_key(i), "subject") != 0 && strcmp(json_key(i), "text") != 0)
			json_set(made, json_key(i), json_copy(i));
	json_set_string(set, "accountId", account);
	json_set_string(set, "oldState", "rpasx67d-301");
	json_set(json_set(set, "created", json_new_object()), "k12", made);
	json_set_string(set, "newState", "rpasx67d-302");
	add_answer(c, account, set, NULL);
}

static struct json *get_all(struct portal_client *p, const char *account, const char *type)
{
	struct json *arguments = json_new_object(), *answer;
	char *query = xasprintf("%s/query", type), *get = xasprintf("%s/get", type);
	json_set_string(arguments, "accountId", account);
	json_set_integer(arguments, "limit", 100);
	answer = portal_client_call(p, query, arguments);
	arguments = json_new_object();
	json_set_string(arguments, "accountId", account);
	json_set(arguments, "ids", json_detach(answer, "ids"));
	json_free(answer);
	answer = portal_client_call(p, get, arguments);
	free(query);
	free(get);
	return answer;
}

static void add_community(struct corpus *c, int seed)
{
	struct world *w = world_start(&(struct world_options){ .people = 300, .messages = 120, .seed = seed, .now = now, .signed_out = true });
	struct portal_client p;
	struct json *since = json_new_object(), *session = NULL;
	portal_client_open(&p, w->portal_socket);
	portal_client_sign_in(&p, w->name, w->password);
	if (portal_client_request(&p, "GET", SYNC_SESSION_PATH, NULL, &session) != 200)
		die("no session");
	add_json(c, session);
	add_first_sync(c, &p, since);
	struct json *letters = get_all(&p, p.account, "Message");
	for (const struct json *i = json_first(json_get(letters, "list")); i; i = json_next(i))
		add_letter(c, p.account, since, i);
	json_free(letters);
	for (const struct json *i = json_first(json_get(session, "accounts")); i; i = json_next(i)) {
		const char *kind = json_get_text(json_get(json_get(i, "accountCapabilities"), JMAP_TWINLINE), "kind");
		if (!text_equal(kind, "directory"))
			continue;
		struct json *people = get_all(&p, json_key(i), "Person");
		add_json(c, people);
		json_free(people);
	}
	json_free(session);
	json_free(since);
	portal_client_release(&p);
	world_free(w);
}

/* What stands in quotes in a catalogue, in pieces of the size of a letter. */
static void add_catalogue(struct corpus *c, const char *path)
{
	struct str text = read_file(path), piece = { 0 };
	for (const char *line = text.text; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
		const char *quote = line + strcspn(line, "\"\n");
		size_t len = *quote == '"' ? strcspn(quote + 1, "\"\n") : 0;
		if (len > 0 && line[0] != '#' && !is_measured_on(c, quote + 1, len))
			str_addn(&piece, quote + 1, len);
		if (piece.len >= CATALOGUE_PIECE) {
			add_sample(c, piece.text, piece.len);
			str_clear(&piece);
		}
	}
	str_release(&text);
	str_release(&piece);
}

static void add_catalogues(struct corpus *c)
{
	glob_t found;
	if (glob("locale/*.po", 0, NULL, &found) != 0)
		die("no catalogues here");
	for (size_t i = 0; i < found.gl_pathc; i++)
		add_catalogue(c, found.gl_pathv[i]);
	globfree(&found);
}

/* --- training ------------------------------------------------------------------------------------ */

static size_t checked(size_t size)
{
	if (ZDICT_isError(size))
		die("training: %s", ZDICT_getErrorName(size));
	return size;
}

/*
 * The phrases whole, then what the samples have most in common: what lies nearest to the body costs least. The id only marks the
 * file: no frame carries it.
 */
static void train(const struct corpus *c, struct str *dictionary)
{
	struct str content = read_file(phrases_path);
	size_t room = DICTIONARY_BYTES - content.len;
	char *learned = xmalloc(room), *whole = xmalloc(DICTIONARY_BYTES + 4096);
	ZDICT_params_t level = { .compressionLevel = 19, .dictID = 1 };
	ZDICT_fastCover_params_t cover = { .k = 400, .d = 8, .f = 20, .accel = 1, .zParams = level };
	if (content.len >= DICTIONARY_BYTES / 2)
		die("%s is too long", phrases_path);
	size_t size = checked(ZDICT_trainFromBuffer_fastCover(learned, room, c->bytes.text, c->sizes, c->count, cover));
	size_t head = checked(ZDICT_getDictHeaderSize(learned, size));
	str_addn(&content, learned + head, size - head);
	size = checked(ZDICT_finalizeDictionary(whole, DICTIONARY_BYTES + 4096, content.text, content.len, c->bytes.text, c->sizes,
	                                        c->count, level));
	str_addn(dictionary, whole, size);
	str_release(&content);
	free(learned);
	free(whole);
}

/* Writes NAME.dict and puts its row before the others; an old one that comes out again stays as it is. */
static void keep(const char *dir, const struct str *dictionary)
{
	struct err e = { 0 };
	char hash[DIGEST_TEXT_SIZE];
	crypto_digest(dictionary->text, dictionary->len, hash);
	char *name = xasprintf("tl%.*s", NAME_DIGITS, hash), *path = xasprintf("%s/%s.dict", dir, name);
	char *list = xasprintf("%s/dictionaries.def", dir), *row = xasprintf("DICTIONARY(%s, \"%s\")\n", name, hash);
	struct str rows = read_file(list);
	char *first = strstr(rows.text, "\nDICTIONARY(");
	if (!strstr(rows.text, row)) {
		str_insert(&rows, first ? (size_t)(first + 1 - rows.text) : rows.len, row, strlen(row));
		must(file_write(path, dictionary->text, dictionary->len, 0644, &e), &e, path);
		must(file_write(list, rows.text, rows.len, 0644, &e), &e, list);
	}
	printf("%s: %zu bytes\n", path, dictionary->len);
	str_release(&rows);
	free(name);
	free(path);
	free(list);
	free(row);
}

int main(int argc, char **argv)
{
	struct corpus *c = xcalloc(1, sizeof *c);
	struct str dictionary = { 0 };
	if (argc != 2)
		return 2;
	read_fixed_set(c);
	add_catalogues(c);
	for (int seed = 1; seed <= SEEDS; seed++)
		add_community(c, seed);
	train(c, &dictionary);
	keep(argv[1], &dictionary);
	str_release(&dictionary);
	str_release(&c->bytes);
	free(c->runs);
	free(c);
	return 0;
}
