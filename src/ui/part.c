/* What the screens of a TwinSpace's parts share. */
#include "part.h"

#include <stdlib.h>

#include "project.h"
#include "talk.h"
#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/text/datetime.h"
#include "twinline/text/day.h"
#include "words.h"

bool part_read(struct face *face, enum record_type_index type, int64_t local, void *record, int64_t *account)
{
	struct record r = { 0 };
	bool there = record_by_local(face_store(face), local, &r) && r.type == &record_types[type];

	if (there) {
		struct json *tree = record_tree(face_store(face), &r);

		record_decode(r.type, tree, record);
		json_free(tree);
		if (account)
			*account = r.account;
	}
	record_free(&r);
	return there;
}

bool part_begin(struct face *face, int64_t project, int64_t *account, char **title)
{
	struct project p;
	bool there = project_read(face_store(face), project, &p, account);

	if (there)
		*title = words_safe(p.title, SANITISE_LINE);
	else
		face_say(face, _("This project is not here any more."));
	record_release(&record_types[TYPE_Project], &p);
	return there;
}

char *part_title(struct face *face, int64_t account)
{
	struct project p;
	char *title = NULL;

	if (project_read(face_store(face), project_of_account(face_store(face), account), &p, NULL))
		title = words_safe(p.title, SANITISE_LINE);
	record_release(&record_types[TYPE_Project], &p);
	return title ? title : xstrdup("");
}

const char *part_readers(const char *readers)
{
	return !readers || text_equal(readers, "members") ? "" : vocabulary_label(&vocabulary_readers, readers);
}

bool part_may(struct face *face, int64_t account, enum right right)
{
	struct project p;
	struct err e = { 0 };
	bool runs = project_read(face_store(face), project_of_account(face_store(face), account), &p, NULL) && text_equal(p.state, "active");

	if (!runs) {
		err_set(&e, ERR_NOT_IN_STATE, p.title ? p.title : "", vocabulary_label(&vocabulary_project_states, p.state ? p.state : ""), NULL);
		face_fail(face, &e);
	}
	record_release(&record_types[TYPE_Project], &p);
	return runs && project_may(face, account, right);
}

bool part_may_change(struct face *face, int64_t account, enum right right, const struct party *author)
{
	bool mine = !author->id || text_equal(author->id, face_my_id(face));

	return part_may(face, account, mine ? right : RIGHT_OTHERS);
}

/* --- changing --- */

struct deed { int64_t record, account, entry; const struct record_type *type; const struct json *object; };

static int queue_end(struct store *s, void *context, struct err *e)
{
	struct deed *d = context;

	d->entry = outbox_destroy_held(s, d->record, s->hold, e);
	return d->entry < 0 ? -1 : 0;
}

void part_end(struct face *face, int64_t local, const char *said)
{
	struct deed d = { .record = local };

	if (face_change(face, queue_end, &d) != 0)
		return;
	if (d.entry)
		face_remember_entries(face, &d.entry, 1);
	face_say(face, said);
}

static int queue_make(struct store *s, void *context, struct err *e)
{
	struct deed *d = context;

	d->entry = outbox_create(s, d->account, d->type, d->object, s->hold, e);
	return d->entry < 0 ? -1 : 0;
}

int64_t part_make(struct face *face, int64_t account, enum record_type_index type, struct json *object_taken)
{
	struct deed d = { .account = account, .type = &record_types[type], .object = object_taken };
	int64_t made = 0;

	if (face_change(face, queue_make, &d) == 0) {
		face_remember_entries(face, &d.entry, 1);
		made = outbox_record_of(face_store(face), d.entry);
	}
	json_free(object_taken);
	return made;
}

/* --- words --- */

static char *person_and_time(const struct party *person, int64_t when)
{
	char *name = words_person_alone(person), *text;
	struct str at = { 0 };

	if (when)
		datetime_add_full(&at, when, clock_now());
	text = !person->id ? xstrdup(_("you, not sent yet")) : when ? xasprintf(_("%s, %s"), name, at.text) : xstrdup(name);
	str_release(&at);
	free(name);
	return text;
}

/* A change of mine waits that says something else than its place. */
static bool is_changed_here(struct store *s, int64_t local)
{
	struct outbox_entry entry = { 0 };
	int64_t waiting = outbox_of_record(s, local);
	bool is = false;

	if (waiting && outbox_get(s, waiting, &entry) && entry.kind == OUTBOX_UPDATE) {
		struct json *patch = json_parse_own(entry.body);

		is = !record_patch_commutes(entry.type, patch);
		json_free(patch);
	}
	outbox_entry_release(&entry);
	return is;
}

void part_add_times(struct face *face, struct reading *r, int64_t local, const struct part_signs *signs)
{
	static const struct party me = { 0 };

	reading_add_label(r, _("By"), person_and_time(signs->author, signs->made));
	if (is_changed_here(face_store(face), local))
		reading_add_label(r, _("Last by"), person_and_time(&me, 0));
	else if (signs->changed_by->id && (signs->changed != signs->made || !text_equal(signs->author->id, signs->changed_by->id)))
		reading_add_label(r, _("Last by"), person_and_time(signs->changed_by, signs->changed));
}

void part_add_hidden(struct reading *r, const char *reason)
{
	if (reason)
		reading_add_label(r, _("Hidden"), words_hidden(reason));
}

char *part_people(const struct parties *people)
{
	struct str text = { 0 };

	for (size_t i = 0; i < people->count; i++)
		words_part_taken(&text, words_person(&people->at[i]));
	return str_detach(&text);
}

char *part_day(const char *date)
{
	struct str text = { 0 };
	int year, month, day;

	if (date && clock_parse_date(date, &year, &month, &day))
		day_add_short(&text, clock_days(year, month, day));
	return str_detach(&text);
}

/* --- opening --- */

void part_open(struct face *face, const struct record_type *type, int64_t local)
{
	static const struct { enum record_type_index type; const char *screen; } rows[] = {
		{ TYPE_Page, "page" }, { TYPE_Activity, "activity" }, { TYPE_Material, "material" },
	};

	if (type->index == TYPE_Post)
		talk_open_post(face, local);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if ((int)rows[i].type == type->index)
			face_open(face, rows[i].screen, local);
}
