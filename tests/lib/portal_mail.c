/* Portal and mail server, and ways to read what comes of both. */
#include "lib/portal_mail.h"

#include "lib/suite.h"
#include "twinline/base/mem.h"
#include "twinline/records/record.h"

enum { WORDS_MOST = 10 };

static void fill_words(const char *words[WORDS_MOST + 1], const struct smtp_sink *sink, const char *const *options)
{
	int count = 0;
	words[count++] = "--smtp";
	words[count++] = smtp_sink_url(sink);
	words[count++] = "--mail-from";
	words[count++] = "portal@school.example";
	while (options && *options && count < WORDS_MOST)
		words[count++] = *options++;
	words[count] = NULL;
}

struct portal_fixture *portal_mail_new(const struct smtp_sink *sink, const char *const *options)
{
	const char *words[WORDS_MOST + 1];
	fill_words(words, sink, options);
	return portal_fixture_new(words);
}

void portal_mail_serve(struct portal_fixture *f, const struct smtp_sink *sink, const char *const *options)
{
	const char *words[WORDS_MOST + 1];
	fill_words(words, sink, options);
	portal_fixture_serve(f, words);
}

void portal_set_profile(struct portal_fixture *f, const struct teacher *t, const char *members)
{
	struct store s;
	struct account own;
	struct record r = {0};
	int64_t local;
	portal_store(f, &s);
	assert_true(account_by_id(&s, t->account, &own));
	struct record_query q = {.account = own.local, .type = &record_types[TYPE_Profile], .limit = 1};
	assert_int_equal(record_list(&s, &q, &local, NULL, NULL, NULL), 1);
	assert_true(record_by_local(&s, local, &r));
	struct json *body = json_parse_own(r.body), *changes = json_parse_own(members);
	for (const struct json *i = json_first(changes); i; i = json_next(i))
		if (json_is_null(i))
			json_remove(body, json_key(i));
		else
			json_set(body, json_key(i), json_copy(i));
	free(r.body);
	r.body = json_print(body);
	assert_int_equal(db_begin(s.db, NULL), 0);
	assert_int_equal(record_write(&s, &r, true, NULL), 0);
	assert_int_equal(db_commit(s.db, NULL), 0);
	json_free(body);
	json_free(changes);
	record_free(&r);
	account_release(&own);
	store_close(&s);
}

char *letter_code(const struct smtp_letter *l)
{
	char *text = smtp_letter_text(l);
	const char *line = strstr(text, "\n    ");
	assert_non_null(line);
	char *code = xstrndup(line + 5, strcspn(line + 5, "\n"));
	assert_int_equal(strlen(code), strlen("ABCD-2345"));
	free(text);
	return code;
}

int portal_form(struct portal_fixture *f, const struct teacher *t, const char *path, const char *body, char error[40])
{
	struct json *answer = NULL;
	int status = portal_ask(f, "POST", path, t ? t->bearer : NULL, body, &answer);
	const char *type = json_get_text(json_get(answer, "error"), "type");
	snprintf(error, 40, "%s", type ? type : "");
	json_free(answer);
	return status;
}
