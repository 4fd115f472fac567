/* People as this store knows them: an id as the argument of a screen, the card that is kept. */
#include "person_page.h"

#include <stdlib.h>
#include <string.h>

#include "screens.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/kept.h"
#include "twinline/records/message.h"
#include "twinline/records/record.h"
#include "twinline/records/replica.h"
#include "twinline/text/fold.h"

_Static_assert(RECORD_ID_LENGTH <= (int)sizeof(int64_t), "an id is a number");

/* --- ids as arguments --- */

int64_t person_argument(const char *id)
{
	uint64_t number = 0;

	if (strlen(id) != RECORD_ID_LENGTH)
		return 0;
	for (int i = 0; i < RECORD_ID_LENGTH; i++)
		number = number << 8 | (unsigned char)id[i];
	return (int64_t)(number & INT64_MAX);
}

void person_id(int64_t argument, char id[RECORD_ID_LENGTH + 1])
{
	for (int i = RECORD_ID_LENGTH - 1; i >= 0; i--, argument >>= 8)
		id[i] = (char)(argument & 0x7f);
	id[RECORD_ID_LENGTH] = '\0';
}

void person_open(struct face *face, const char *id)
{
	int64_t argument = person_argument(id);

	if (argument)
		face_open(face, screen_person.name, argument);
	else
		face_say(face, _("There is nobody under the cursor."));
}

void person_open_of_message(struct face *face, int64_t message)
{
	struct message m;

	if (!message || !message_read(face_store(face), message, &m)) {
		face_say(face, _("There is nobody under the cursor."));
		return;
	}
	if (!message_is_mine(face_store(face), &m) && m.from.id)
		person_open(face, m.from.id);
	else
		person_open(face, m.to.count ? m.to.at[0].id : "");
	message_release(&m);
}

/* --- reading --- */

bool person_read_card(struct store *s, const struct record_type *type, const char *id, void *card, int64_t *fetched_at, int64_t *bytes)
{
	int64_t local = kept_find(s, type, id, fetched_at);
	struct record record = { 0 };
	struct json *tree;

	if (local ? !record_by_local(s, local, &record) : !replica_record(s, type, id, &record))
		return false;
	tree = record_tree(s, &record);
	record_decode(type, tree, card);
	if (bytes)
		*bytes = (int64_t)strlen(record.body);
	json_free(tree);
	record_free(&record);
	return true;
}

bool person_read(struct store *s, const char *id, struct person *p, int64_t *fetched_at)
{
	*p = (struct person){ 0 };
	if (fetched_at)
		*fetched_at = 0;
	return person_read_card(s, &record_types[TYPE_Person], id, p, fetched_at, NULL);
}

char *person_ages(const struct person *p)
{
	int from = (int)(p->pupils_from ? p->pupils_from : p->pupils_to), to = (int)(p->pupils_to ? p->pupils_to : p->pupils_from);

	if (!from)
		return xstrdup("");
	return from == to ? xasprintf("%d", from) : xasprintf("%d-%d", from, to);
}

static bool is_named(struct face *face, int64_t local, const char *folded)
{
	struct record record = { 0 };
	struct json *tree = record_by_local(face_store(face), local, &record) ? record_tree(face_store(face), &record) : NULL;
	const struct json *person = json_get(tree, "person");
	const char *name = json_get_text(person, "name");
	char *folded_name = fold_copy(name ? name : "");
	bool is = !text_equal(json_get_text(person, "id"), face_my_id(face)) && fold_matches(folded_name, folded);

	free(folded_name);
	json_free(tree);
	record_free(&record);
	return is;
}

int person_named(struct face *face, const int64_t *locals, int count, const char *words, int64_t *found)
{
	char *folded = fold_copy(words);
	int fit = 0;

	for (int i = 0; i < count; i++)
		if (is_named(face, locals[i], folded) && ++fit == 1)
			*found = locals[i];
	free(folded);
	return fit;
}
