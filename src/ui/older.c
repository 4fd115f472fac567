/* What lies beyond a list that is a window. */
#include "older.h"

#include <stdlib.h>

#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/engine.h"
#include "twinline/text/datetime.h"
#include "words.h"

static const struct record_type *const message = &record_types[TYPE_Message];

/* --- reading --- */

static struct json *read_fact(struct face *face, const char *name)
{
	char *text = store_fact(face_store(face), name);
	struct json *fact = json_parse_own(text);

	free(text);
	return fact;
}

void older_part_read(struct face *face, struct older_part *part, int64_t account, const struct record_type *type)
{
	struct holding beyond;

	replica_beyond(face_store(face), account, &beyond);
	*part = (struct older_part){ .count = beyond.records[type->index], .asked = replica_older(face_store(face), account, type) > 0 };
	part->next = part->count < type->window ? part->count : type->window;
	part->price = price_of_records(face_store(face), account, type, part->next);
}

void older_read(struct face *face, struct older *o)
{
	int64_t account = face_account(face);
	struct holding beyond;

	*o = (struct older){ 0 };
	if (!account)
		return;
	replica_beyond(face_store(face), account, &beyond);
	o->threads = beyond.records[TYPE_Thread];
	o->unread = beyond.unread;
	o->filling = replica_filling(face_store(face), account);
	older_part_read(face, &o->messages, account, message);
}

bool older_is_there(const struct older *o)
{
	return o->messages.count > 0 && o->filling.expected == 0;
}

/* --- saying --- */

static void add_wide(struct str *out, const struct older *o, const char *next, const char *all, const char *price)
{
	unsigned long count = (unsigned long)o->messages.count;

	/* TRANSLATORS: the last line of the inbox: older messages that have not been fetched, and size and time of the next 50. */
	if (o->messages.asked)
		str_addf(out, i18n_plural("next %s of %s message: asked for", "next %s of %s messages: asked for", count), next, all);
	else
		str_addf(out, i18n_plural("next %s of %s message: %s", "next %s of %s messages: %s", count), next, all, price);
}

static void add_narrow(struct str *out, const struct older *o, const char *next, const char *all, const char *price)
{
	if (o->messages.asked)
		str_addf(out, _("next %s of %s: asked for"), next, all);
	else
		str_addf(out, _("next %s of %s: %s"), next, all, price);
}

void older_add_line(struct str *out, const struct older *o, bool narrow)
{
	struct str next = { 0 }, all = { 0 }, price = { 0 };

	words_add_number(&next, o->messages.next);
	words_add_number(&all, o->messages.count);
	words_add_measured(&price, o->messages.price);
	(narrow ? add_narrow : add_wide)(out, o, next.text, all.text, price.text);
	str_release(&next);
	str_release(&all);
	str_release(&price);
}

void older_add_progress(struct str *out, const struct older *o)
{
	if (o->filling.expected > 0)
		str_addf(out, _("Fetching: %d of %d messages. You can read already."), (int)o->filling.here, (int)o->filling.expected);
}

/* --- asking --- */

static void say_what_becomes_of_it(struct face *face, const struct older_words *words)
{
	struct json *line = read_fact(face, "line");
	struct str since = { 0 };
	char *text;

	switch (line_state_of(json_get_text(line, "state"))) {
	case LINE_OFFLINE:
	case LINE_BUSY:
		datetime_add_time(&since, json_get_integer(line, "since", 0));
		text = words->no_line(since.text);
		face_say(face, text);
		free(text);
		break;
	case LINE_SIGNED_OUT:
		face_say(face, _(words->signed_out));
		break;
	default:
		face_say(face, _(words->fetching));
	}
	str_release(&since);
	json_free(line);
}

void older_part_ask(struct face *face, int64_t account, const struct record_type *type, const struct older_words *words)
{
	struct json *packet = json_new_object();

	json_set_string(packet, "do", "older");
	json_set_integer(packet, "account", account);
	json_set_string(packet, "type", type->name);
	say_what_becomes_of_it(face, words);
	face_tell_engine(face, packet); /* which says so where no engine starts */
}

static char *no_line(const char *since)
{
	return xasprintf(_("No line since %s. The older messages come when it is back."), since);
}

void older_ask(struct face *face)
{
	static const struct older_words words = {
		no_line, N_("Not signed in. The older messages come after that."), N_("Fetching older messages."),
	};

	older_part_ask(face, face_account(face), message, &words);
}
