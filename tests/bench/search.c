/* The directory asked over HTTP, one question after the other: what each takes, of a community of a hundred thousand people. */
#include "bench/search.h"

#include <stdlib.h>
#include <time.h>

#include "bench/report.h"
#include "lib/portal_client.h"
#include "twinline/base/mem.h"
#include "twinline/base/random.h"
#include "twinline/records/record.h"
#include "twinline/schema/vocabulary.h"

enum { QUESTIONS = 1000, WARMING = 20 };

struct asker { struct portal_client client; char *directory; struct random random; };

static const char *code_of(struct asker *a, const struct vocabulary *v)
{
	return v->rows[random_below(&a->random, v->count)].code;
}

/* Country, language and subject; with_words: and a word that many have, or the beginning of one. */
static struct json *filter_of(struct asker *a, bool with_words)
{
	static const char *const words[] = {"water", "school", "nature", "mar", "project", "Schule", "γλώσσα", "école", "art", "мова"};
	struct json *filter = json_new_object(), *countries = json_set(filter, "country", json_new_array());
	for (int i = 0; i < 8; i++)
		json_push(countries, json_new_string(code_of(a, &vocabulary_countries)));
	json_set_string(filter, "language", random_below(&a->random, 2) ? "en" : code_of(a, &vocabulary_languages));
	if (with_words)
		json_set_string(filter, "text", words[random_below(&a->random, ARRAY_SIZE(words))]);
	else
		json_set_string(filter, "subject", code_of(a, &vocabulary_subjects));
	return filter;
}

static double milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

/* One question for the newest 50 with their total and all counts: milliseconds until the answer is read. */
static double ask(struct asker *a, bool with_words)
{
	struct json *arguments = json_new_object();
	json_set_string(arguments, "accountId", a->directory);
	json_set(arguments, "filter", filter_of(a, with_words));
	json_set_integer(arguments, "limit", 50);
	json_set_bool(arguments, "calculateTotal", true);
	json_set_bool(arguments, "calculateFacets", true);
	double begun = milliseconds();
	json_free(portal_client_call(&a->client, "Person/query", arguments));
	return milliseconds() - begun;
}

static void measure(struct asker *a, const char *name, bool with_words, double aim)
{
	double samples[QUESTIONS];
	for (int i = -WARMING; i < QUESTIONS; i++) {
		double took = ask(a, with_words);
		if (i >= 0)
			samples[i] = took;
	}
	report(name, report_quantile(samples, QUESTIONS, 0.99), "ms", "aim", aim);
}

void bench_search(struct world *w)
{
	struct asker a = {0};
	struct store s;
	struct account directory;
	struct err e = {0};
	random_seed(&a.random, 1);
	if (store_open(&s, w->paths.store, STORE_REPLICA, 0, &e) < 0 || !account_by_kind(&s, ACCOUNT_DIRECTORY, &directory))
		die("no store");
	a.directory = xstrdup(directory.id);
	account_release(&directory);
	store_close(&s);
	portal_client_open(&a.client, w->portal_socket);
	portal_client_sign_in(&a.client, w->name, w->password);
	measure(&a, "search-100k-p99", false, 5);
	measure(&a, "search-100k-text-p99", true, 20);
	portal_client_release(&a.client);
	free(a.directory);
}
