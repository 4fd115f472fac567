/*
 * Bodies with the newest shared dictionary and without, at the same level: the fixed set as one page, a poll, and letters whose words are
 * pieces of manual pages, ours and one of Debian's: nobody has trained on those.
 */
#include "bench/dictionary.h"

#include <stdlib.h>
#include <string.h>

#include "bench/report.h"
#include "lib/portal_client.h"
#include "twinline/base/compress.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/jmap/jmap.h"
#include "twinline/jmap/since.h"

enum { LETTERS = 50, LETTER_BYTES = 375, SUBJECT_BYTES = 25, PAGE_MAX = 4 * 1000 * 1000 };

static void compare(const char *what, const char *body, size_t len)
{
	struct str alone = { 0 }, shared = { 0 };
	char *name = xasprintf("dictionary-%s", what);
	compress_bytes(&alone, body, len);
	compress_shared(&shared, dictionary_at(0), body, len);
	report(name, (double)shared.len, "bytes", "zstd alone", (double)alone.len);
	str_release(&alone);
	str_release(&shared);
	free(name);
}

/* The answer to a first Sync/get, whole. */
static struct json *first_page(struct portal_client *c)
{
	struct json *arguments = json_new_object();
	json_set_integer(arguments, "maxBytes", 1000 * 1000);
	return portal_client_call(c, "Sync/get", arguments);
}

static struct json *answer_of(struct json *page_taken)
{
	struct json *answer = json_new_object();
	struct json *call = json_push(json_set(answer, "methodResponses", json_new_array()), json_new_array());
	json_push(call, json_new_string("Sync/get"));
	json_push(call, page_taken);
	json_push(call, json_new_string("s"));
	json_set_string(answer, "sessionState", "77aa12fe");
	return answer;
}

static void compare_page(const char *what, struct json *page_taken)
{
	struct json *answer = answer_of(page_taken);
	char *text = json_print(answer);
	compare(what, text, strlen(text));
	free(text);
	json_free(answer);
}

static void compare_poll(const struct json *page)
{
	struct json *request = jmap_request_new(), *arguments = json_new_object(), *since = json_set(arguments, "since", json_new_object());
	for (const struct json *i = json_first(json_get(page, "accounts")); i; i = json_next(i))
		json_set_string(since, json_key(i), json_get_text(i, "state"));
	char *all = since_short(since);
	if (all) {
		json_remove(arguments, "since");
		json_set_string(arguments, "sinceAll", all);
	}
	free(all);
	jmap_call(request, "Sync/get", arguments, "s");
	char *text = json_print(request);
	compare("poll-up", text, strlen(text));
	free(text);
	json_free(request);
	struct json *nothing = json_new_object();
	json_set(nothing, "accounts", json_new_object());
	compare_page("poll-down", nothing);
}

/* Letters like those of the page, but with pieces of text for words; from: how many of the pieces are passed over. */
static struct json *letters_of(const struct json *messages, const char *text, int count, int from)
{
	struct json *list = json_new_array();
	size_t at = (size_t)from * LETTER_BYTES, len = strlen(text);
	for (const struct json *m = json_first(messages); m && count-- > 0 && at + LETTER_BYTES < len; m = json_next(m), at += LETTER_BYTES) {
		struct json *letter = json_push(list, json_copy(m));
		char *piece = xstrndup(text + at, LETTER_BYTES);
		json_set_string(letter, "text", piece);
		piece[SUBJECT_BYTES] = '\0';
		json_set_string(letter, "subject", piece);
		json_set_string(letter, "language", "en");
		free(piece);
	}
	return list;
}

static struct json *page_of(struct json *letters_taken)
{
	struct json *page = json_new_object();
	struct json *account = json_set(json_set(page, "accounts", json_new_object()), "mpyu723v", json_new_object());
	json_set(json_set(account, "records", json_new_object()), "Message", letters_taken);
	json_set_string(account, "state", "u3kqpw7x-88");
	return page;
}

static const struct json *messages_of(const struct json *page)
{
	for (const struct json *i = json_first(json_get(page, "accounts")); i; i = json_next(i))
		if (json_get(json_get(i, "records"), "Message"))
			return json_get(json_get(i, "records"), "Message");
	die("the fixed set has no letters");
}

/* The words of a roff file: without requests and escapes, blanks as one. */
static char *words_of(const char *roff)
{
	struct str words = { 0 };
	for (const char *line = roff; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		if (*line == '.' || *line == '\'')
			line += strcspn(line, " \n");
		for (const char *c = line; *c && *c != '\n'; c++)
			if (*c == '\\' && c[1] == 'f' && c[2])
				c += 2;
			else if (*c != '\\' && (unsigned char)*c < 0x80)
				str_addc(&words, *c);
		str_addc(&words, ' ');
	}
	return str_detach(&words);
}

static void compare_manual(const struct json *page, const char *whose, const char *roff)
{
	char *words = words_of(roff), *one = xasprintf("%s-letter", whose), *many = xasprintf("%s-50-letters", whose);
	compare_page(one, page_of(letters_of(messages_of(page), words, 1, 3)));
	compare_page(many, page_of(letters_of(messages_of(page), words, LETTERS, 0)));
	free(words);
	free(one);
	free(many);
}

void bench_dictionary(struct world *w)
{
	struct portal_client c;
	struct str ours = { 0 }, debian = { 0 };
	struct err e = { 0 };
	const char *path = getenv("TWINLINE_MANUAL");
	portal_client_open(&c, w->portal_socket);
	portal_client_sign_in(&c, w->name, w->password);
	struct json *page = first_page(&c);
	compare_page("fixed-set", json_copy(page));
	compare_poll(page);
	if (file_read("src/twinline.1", PAGE_MAX, &ours, &e) != 0)
		die("no manual page of ours here");
	compare_manual(page, "manual", ours.text);
	if (path && file_read(path, PAGE_MAX, &debian, NULL) == 0 && debian.len > 0)
		compare_manual(page, "debian-manual", debian.text);
	str_release(&debian);
	str_release(&ours);
	json_free(page);
	portal_client_release(&c);
}
