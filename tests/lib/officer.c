/* Officers, by the portal's own command and by what syncs to them. */
#include "lib/officer.h"

#include "lib/suite.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

void officer_make(struct portal_fixture *f, const char *name, const char *country)
{
	const char *words[] = {"user", "officer", f->database, name, country ? "--country" : NULL, country, NULL};
	assert_int_equal(portal_fixture_run(words, NULL, NULL), 0);
}

char *officer_desk(struct portal_fixture *f, const struct teacher *t, const char *name)
{
	struct json *sync = portal_call(f, t, "Sync/get", "{}");
	char *id = NULL;
	for (const struct json *i = json_first(json_get(sync, "accounts")); i; i = json_next(i))
		if (text_equal(json_get_text(i, "kind"), "desk") && text_equal(json_get_text(i, "name"), name))
			id = xstrdup(json_key(i));
	json_free(sync);
	return id;
}
