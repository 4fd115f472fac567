/* Packets: the file, and what is sealed in it. */
#include "twinline/jmap/packet.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "twinline/base/compress.h"
#include "twinline/base/file.h"
#include "twinline/base/json.h"
#include "twinline/base/mem.h"

static const char first_line[] = "Twinline packet 1\n";

/* --- the file --- */

void packet_file_release(struct packet_file *f)
{
	free(f->portal);
	str_release(&f->question);
	str_release(&f->answer);
	*f = (struct packet_file){ 0 };
}

/* What stands in the line "NAME VALUE" at *at, which goes on to the next line; yours, NULL where the line is another. */
static char *take_line(const char **at, const char *name)
{
	size_t len = strlen(name);
	const char *end = strchr(*at, '\n');
	if (!end || strncmp(*at, name, len) != 0 || (*at)[len] != ' ')
		return NULL;
	char *value = xstrndup(*at + len + 1, (size_t)(end - *at) - len - 1);
	*at = end + 1;
	return value;
}

/* The number of bytes in a line; -1 where there is none. */
static int64_t take_size(const char **at, const char *name)
{
	char *text = take_line(at, name), *end = text;
	intmax_t size = text && *text >= '0' && *text <= '9' ? strtoimax(text, &end, 10) : -1;
	bool fits = size >= 0 && size <= PACKET_BYTES_MAX && *end == '\0';
	free(text);
	return fits ? (int64_t)size : -1;
}

static bool read_parts(const struct str *text, struct packet_file *f)
{
	const char *at = text->text;
	if (text->len < sizeof first_line || !starts_with(at, first_line))
		return false;
	at += sizeof first_line - 1;
	f->portal = take_line(&at, "portal");
	char *id = take_line(&at, "id");
	bool fits = f->portal && id && strlen(id) == PACKET_ID_LENGTH;
	if (fits)
		memcpy(f->id, id, PACKET_ID_LENGTH);
	free(id);
	int64_t question = fits ? take_size(&at, "question") : -1, answer = question > 0 ? take_size(&at, "answer") : -1;
	if (answer < 0 || *at != '\n' || at + 1 + question + answer != text->text + text->len)
		return false;
	str_addn(&f->question, at + 1, (size_t)question);
	str_addn(&f->answer, at + 1 + question, (size_t)answer);
	return true;
}

int packet_file_read(const char *path, struct packet_file *f, struct err *e)
{
	struct str text = { 0 };
	*f = (struct packet_file){ 0 };
	int result = file_read(path, 2 * PACKET_BYTES_MAX, &text, e);
	if (result == 0 && !read_parts(&text, f)) {
		packet_file_release(f);
		result = err_set(e, ERR_PACKET, path, NULL);
	}
	str_release(&text);
	return result;
}

int packet_file_write(const char *path, const struct packet_file *f, struct err *e)
{
	struct str text = { 0 };
	str_addf(&text, "%sportal %s\nid %s\nquestion %zu\nanswer %zu\n\n", first_line, f->portal, f->id, f->question.len, f->answer.len);
	str_addn(&text, f->question.text, f->question.len);
	str_addn(&text, f->answer.text, f->answer.len);
	int result = file_write(path, text.text, text.len, 0600, e);
	str_release(&text);
	return result;
}

/* --- a line of JSON and a document, packed --- */

static void pack(struct json *head_taken, const struct str *body, struct str *out)
{
	char *line = json_print(head_taken);
	str_addf(out, "%s\n", line);
	wipe(line, strlen(line));
	free(line);
	json_free(head_taken);
	compress_bytes(out, body->text, body->len);
}

/* The head, yours, and the document added to body; NULL with e. */
static struct json *unpack(const struct str *packed, struct str *body, struct err *e)
{
	const char *end = packed->len ? memchr(packed->text, '\n', packed->len) : NULL;
	struct json *head = end ? json_parse(packed->text, (size_t)(end - packed->text), e) : NULL;
	if (!head) {
		err_set(e, ERR_NOT_REQUEST, "packet", NULL);
		return NULL;
	}
	struct packed frame = { .bytes = end + 1, .len = packed->len - (size_t)(end + 1 - packed->text) };
	if (decompress(body, &frame, PACKET_BYTES_MAX, e) == 0)
		return head;
	json_free(head);
	return NULL;
}

static void wipe_str(struct str *s)
{
	if (s->text)
		wipe(s->text, s->len);
	str_release(s);
}

/* --- the question --- */

void packet_question_release(struct packet_question *q)
{
	if (q->token)
		wipe(q->token, strlen(q->token));
	free(q->token);
	str_release(&q->body);
	wipe(q->key, sizeof q->key);
	*q = (struct packet_question){ 0 };
}

void packet_question_seal(const unsigned char portal[SEAL_KEY_SIZE], const struct packet_question *q, struct str *out)
{
	struct json *head = json_new_object();
	char key[SEAL_KEY_TEXT_SIZE];
	struct str plain = { 0 };
	crypto_key_text(q->key, key);
	json_set_string(head, "token", q->token);
	json_set_string(head, "key", key);
	json_set_integer(head, "madeAt", q->made_at);
	pack(head, &q->body, &plain);
	crypto_pair_seal(portal, plain.text, plain.len, out);
	wipe_str(&plain);
	wipe(key, sizeof key);
}

int packet_question_open(const struct key_pair *portal, const void *bytes, size_t len, struct packet_question *q, struct err *e)
{
	struct str plain = { 0 };
	struct json *head = NULL;
	*q = (struct packet_question){ 0 };
	if (crypto_pair_unseal(portal, bytes, len, &plain) == 0)
		head = unpack(&plain, &q->body, e);
	else
		err_set(e, ERR_NOT_REQUEST, "packet", NULL);
	wipe_str(&plain);
	const char *token = json_get_text(head, "token");
	bool whole = token && crypto_key_of(json_get_text(head, "key"), q->key) == 0;
	if (whole) {
		q->token = xstrdup(token);
		q->made_at = json_get_integer(head, "madeAt", 0);
	} else {
		if (head)
			err_set(e, ERR_NOT_REQUEST, "token, key", NULL);
		packet_question_release(q);
	}
	json_free(head);
	return whole ? 0 : -1;
}

/* --- the answer --- */

void packet_answer_release(struct packet_answer *a)
{
	str_release(&a->body);
	*a = (struct packet_answer){ 0 };
}

void packet_answer_seal(const unsigned char key[SEAL_KEY_SIZE], const struct packet_answer *a, struct str *out)
{
	struct json *head = json_new_object();
	struct str plain = { 0 };
	json_set_integer(head, "status", a->status);
	json_set_integer(head, "madeAt", a->made_at);
	pack(head, &a->body, &plain);
	crypto_seal(key, plain.text, plain.len, out);
	str_release(&plain);
}

int packet_answer_open(const unsigned char key[SEAL_KEY_SIZE], const struct str *sealed, struct packet_answer *a)
{
	struct str plain = { 0 };
	struct json *head = NULL;
	*a = (struct packet_answer){ 0 };
	if (crypto_unseal(key, sealed->text, sealed->len, &plain) == 0)
		head = unpack(&plain, &a->body, NULL);
	str_release(&plain);
	if (!head) {
		packet_answer_release(a);
		return -1;
	}
	a->status = (int)json_get_integer(head, "status", 0);
	a->made_at = json_get_integer(head, "madeAt", 0);
	json_free(head);
	return 0;
}
