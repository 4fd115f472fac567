/* A sheet from its draft to the outbox: begun, counted, sent. */
#include <stdlib.h>
#include <string.h>

#include "held.h"
#include "sheet_draft.h"
#include "sheet_value.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/conflict.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "words.h"

enum { ENVELOPE_BYTES = 400 }; /* what goes out around a body, about */

/* --- beginning --- */

/* What of a record a writer may change. */
static struct json *writable(const struct record_type *type, const struct json *tree)
{
	struct json *fields = json_new_object();

	for (unsigned i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		const struct json *value = json_get(tree, field->name);

		if (value && !(field->flags & (F_SERVER_SET | F_IMMUTABLE)))
			json_set(fields, field->name, json_copy(value));
	}
	return fields;
}

/* The fields of a record as they are here now, and its rev. */
static struct json *fields_of(struct face *face, const struct record_type *type, int64_t record, int64_t *rev)
{
	struct record r = { 0 };
	struct json *tree = record_by_local(face_store(face), record, &r) ? record_tree(face_store(face), &r) : NULL;
	struct json *fields = writable(type, tree);

	*rev = r.rev;
	json_free(tree);
	record_free(&r);
	return fields;
}

struct json *sheet_record_fields(struct face *face, const struct sheet *sheet)
{
	struct json *fields = json_parse_own(sheet->draft.base);
	int64_t rev;

	return fields ? fields : fields_of(face, sheet->kind->type, sheet->record, &rev);
}

/* The draft that was begun for changing a record; 0 for none. */
static int64_t begun(struct face *face, const struct record_type *type, int64_t record)
{
	int64_t *locals = NULL, found = 0;
	int count = draft_list(face_store(face), type, &locals, NULL);

	for (int i = 0; i < count && !found; i++) {
		struct draft draft = { 0 };
		struct json *context = draft_get(face_store(face), locals[i], &draft) ? json_parse_own(draft.context) : NULL;

		if (json_get_integer(context, "record", 0) == record)
			found = locals[i];
		json_free(context);
		draft_release(&draft);
	}
	free(locals);
	return found;
}

/* What a draft is for: a record to be changed, or the account of a new one. */
struct purpose { const struct record_type *type; int64_t record, account; };

static int64_t begin(struct face *face, const struct purpose *for_what, const struct json *fields)
{
	const struct record_type *type = for_what->type;
	int64_t record = for_what->record;
	int64_t local = record ? begun(face, type, record) : 0, conflict = record ? conflict_of_record(face_store(face), record) : 0;
	struct draft draft = { .type = type };
	struct json *body;
	struct err e = { 0 };

	if (conflict) { /* what to change is settled first */
		face_open(face, "conflict", conflict);
		return 0;
	}
	body = record ? fields_of(face, type, record, &draft.rev) : NULL;

	if (!local) {
		draft.body = json_print(body ? body : fields);
		if (!draft.body)
			draft.body = xstrdup("{}");
		draft.base = body ? xstrdup(draft.body) : NULL;
		draft.context = xasprintf("{\"%s\":%lld}", record ? "record" : "account", (long long)(record ? record : for_what->account));
		if (draft_save(face_store(face), &draft, &e) == 0)
			local = draft.local;
		else
			face_fail_typing(face, &e);
	}
	json_free(body);
	draft_release(&draft);
	return local;
}

int64_t sheet_begin(struct face *face, const struct record_type *type, int64_t record, const struct json *fields)
{
	return begin(face, &(struct purpose){ .type = type, .record = record }, fields);
}

int64_t sheet_begin_in(struct face *face, const struct record_type *type, int64_t account, const struct json *fields)
{
	return begin(face, &(struct purpose){ .type = type, .account = account }, fields);
}

/* --- what is needed --- */

int64_t sheet_account(const struct sheet *sheet)
{
	struct record r = { 0 };
	int64_t account = sheet->account;

	if (!account && record_by_local(sheet->store, sheet->record, &r))
		account = r.account;
	record_free(&r);
	return account;
}

bool sheet_is_required(const struct sheet *sheet, int at)
{
	const struct sheet_line *line = sheet_line_at(sheet, at);
	const struct field *field = sheet_field(sheet->kind, line);
	bool is_part_needed = line->part == SHEET_WHOLE || line->part == SHEET_DAY || line->part == SHEET_HOUR;

	return field && sheet_stands(sheet, at) && !line->is_fixed && (line->is_needed || (field->flags & F_REQUIRED && is_part_needed));
}

bool sheet_is_filled(const struct sheet *sheet, int at)
{
	const struct sheet_line *line = &sheet->kind->lines[at];
	bool is_understood = json_get(sheet->body, line->field) && (!line->also || json_get(sheet->body, line->also));

	return sheet->texts[at].text.len > 0 && (is_understood || !sheet->wrong[at]);
}

int sheet_needed(const struct sheet *sheet, int *filled)
{
	int needed = 0;

	*filled = 0;
	for (int i = 0; i < sheet->count; i++) {
		if (sheet_is_required(sheet, i)) {
			needed++;
			*filled += sheet_is_filled(sheet, i);
		}
	}
	return needed;
}

/* --- sending --- */

struct json *sheet_patch(const struct sheet *sheet)
{
	struct json *patch = json_new_object();

	for (int i = 0; i < sheet->count; i++) {
		const struct sheet_line *line = &sheet->kind->lines[i];
		const struct field *whole = line->field ? field_find(sheet->kind->type, line->field) : NULL;
		bool is_sent = whole && (!line->is_fixed || whole->kind == FIELD_BLOBS);
		const char *names[] = { is_sent ? line->field : NULL, line->also };

		for (size_t n = 0; n < ARRAY_SIZE(names); n++) {
			const struct json *now = names[n] ? json_get(sheet->body, names[n]) : NULL;
			const struct field *field = names[n] ? field_find(sheet->kind->type, names[n]) : NULL;
			const struct json *was = field ? json_get(sheet->before, names[n]) : NULL;

			if (field && !(field_is_default(field, now) && field_is_default(field, was)) && !json_equal(now, was))
				json_set(patch, names[n], now ? json_copy(now) : json_new_null());
		}
	}
	if (json_size(patch) > 0)
		return patch;
	json_free(patch);
	return NULL;
}

int64_t sheet_size(const struct sheet *sheet)
{
	struct json *patch = sheet->record ? sheet_patch(sheet) : NULL;
	char *text = json_print(sheet->record ? patch : sheet->body);
	int64_t size = (int64_t)(text ? strlen(text) : 0) + ENVELOPE_BYTES;

	free(text);
	json_free(patch);
	return size;
}

/* What was changed goes as one entry, and the draft with it. */
static int64_t send_patch(struct face *face, struct sheet *sheet, struct err *e)
{
	struct json *patch = sheet_patch(sheet);
	int64_t entry = 0;

	if (patch)
		entry = draft_send_patch(face_store(face), sheet->draft.local, sheet->record, patch, face_store(face)->hold, e);
	else if (draft_delete(face_store(face), sheet->draft.local, e) != 0)
		entry = -1;
	json_free(patch);
	return entry;
}

int sheet_send(struct face *face, struct sheet *sheet, int64_t account)
{
	struct draft written = { 0 };
	struct err e = { 0 };
	int64_t entry;

	if (held_elsewhere(face, sheet->draft.local))
		return face_fail(face, &(struct err){ .code = ERR_DRAFT_ELSEWHERE });
	draft_get(face_store(face), sheet->draft.local, &written);
	entry = sheet->record ? send_patch(face, sheet, &e)
	                      : draft_send(face_store(face), sheet->draft.local, account, face_store(face)->hold, &e);
	if (entry > 0 && sheet->record)
		face_remember_change(face, entry, &written);
	else if (entry > 0)
		face_remember_send(face, entry);
	if (entry > 0 && !sheet->record)
		sheet->made = outbox_record_of(face_store(face), entry);
	draft_release(&written);
	if (entry < 0)
		return face_fail(face, &e);
	sheet->is_gone = true;
	if (entry == 0) {
		face_say(face, _("Nothing was changed."));
		return 0;
	}
	face_wake_engine(face, false);
	words_say_goes_out(face, NULL);
	return 0;
}
