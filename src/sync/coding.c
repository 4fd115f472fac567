/* Which coding a portal takes, learnt from its answers. */
#include "coding.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/dictionary.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"

static const char zstd[] = "zstd", none[] = "identity";

/* The n-th best: the dictionaries, then zstd, then none; NULL past that. */
static const char *nth(size_t n)
{
	size_t dictionaries = 0;
	while (dictionary_at(dictionaries))
		dictionaries++;
	if (n < dictionaries)
		return dictionary_at(n)->coding;
	return n == dictionaries ? zstd : n == dictionaries + 1 ? none : NULL;
}

/* How good a coding is, 0 the best; SIZE_MAX for one that is not known here (of a later version of this program). */
static size_t rank(const char *name)
{
	for (size_t n = 0; nth(n); n++)
		if (ascii_casecmp(nth(n), name) == 0)
			return n;
	return SIZE_MAX;
}

const char *coding_name(const struct login *l)
{
	return l->coding && rank(l->coding) != SIZE_MAX ? l->coding : nth(0);
}

static bool names(const char *list, const char *coding)
{
	for (const char *at = list; at && *at; at += strcspn(at, ","), at += strspn(at, ", ")) {
		size_t len = strcspn(at, ",; ");
		if (len == strlen(coding) && strncmp(at, coding, len) == 0)
			return true;
	}
	return false;
}

static void keep(struct engine *g, const char *name)
{
	struct err e = { 0 };
	free(g->login.coding);
	g->login.coding = rank(name) == 0 ? NULL : xstrdup(name);
	log_info("coding", "%s", name);
	if (login_save(&g->login, g->paths->token, &e) != 0)
		log_warn("coding", "%s", err_name(e.code));
	err_release(&e);
}

bool coding_learn(struct engine *g, const struct http_answer *a)
{
	size_t now = rank(coding_name(&g->login));
	if (a->cause.code != ERR_OK)
		return false;
	if (a->coding && a->status == 200 && rank(a->coding) < now)
		keep(g, a->coding);
	if (a->status != 415 || !nth(now + 1))
		return false;
	/* Never back to one that was refused, whatever is said of it. Who says nothing may still know zstd. */
	size_t next = now + 1;
	while (nth(next + 1) && !names(a->accepts ? a->accepts : zstd, nth(next)))
		next++;
	keep(g, nth(next));
	return true;
}
