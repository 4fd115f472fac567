/* Portal and mail server, and ways to read what comes of both. */
#include "lib/portal_mail.h"

#include "lib/deeds.h"
#include "lib/suite.h"
#include "twinline/base/mem.h"

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
	const struct deeds d = deeds_of(f, t, t->account, "Profile");
	deeds_rewrite(&d, NULL, members);
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
