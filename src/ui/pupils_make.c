/* Making pupils several at once, of names as they are typed or pasted. */
#include "pupils.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"
#include "words.h"

enum { AT_ONCE_MOST = 60 };

struct making { int64_t account, entries[AT_ONCE_MOST]; const char *aliases, *group; int count; };

static int queue_one(struct store *s, struct making *m, char *alias, struct err *e)
{
	struct json *object = json_new_object();

	json_set_string(object, "alias", alias);
	if (*m->group)
		json_set_string(object, "group", m->group);
	m->entries[m->count] = outbox_create(s, m->account, &record_types[TYPE_Pupil], object, s->hold, e);
	json_free(object);
	return m->entries[m->count] < 0 ? -1 : (m->count++, 0);
}

/* Names with commas between, or one a line where they were pasted. */
static int queue_all(struct store *s, void *context, struct err *e)
{
	struct making *m = context;
	int result = 0;

	for (const char *at = m->aliases; *at && result == 0 && m->count < AT_ONCE_MOST;) {
		size_t len = strcspn(at, ",;\n");
		size_t blank = strspn(at, " \t");
		char *alias;

		blank = blank < len ? blank : len;
		alias = xstrndup(at + blank, len - blank);
		for (size_t end = strlen(alias); end && alias[end - 1] == ' '; end--)
			alias[end - 1] = '\0';

		if (*alias)
			result = queue_one(s, m, alias, e);
		free(alias);
		at += len + (at[len] != '\0');
	}
	return result;
}

int pupils_make(struct face *face, int64_t account, const char *aliases, const char *group)
{
	struct making m = { .account = account, .aliases = aliases, .group = group };

	if (face_change(face, queue_all, &m) != 0 || !m.count)
		return 0;
	char *said = xasprintf(i18n_plural("%d pupil is made; {accept} notes the consent.", "%d pupils are made; {accept} notes the consent.",
	                                   (unsigned long)m.count), m.count);

	face_remember_entries(face, m.entries, m.count);
	words_say_goes_out(face, said);
	free(said);
	return m.count;
}
