/* Copies in the directory of what everybody may read of a TwinSpace. */
#include "public.h"

#include <stdlib.h>

#include "card.h"
#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"

static bool is_public_page(const struct json *body)
{
	return text_equal(json_get_text(body, "readers"), "public") && !text_equal(json_get_text(body, "state"), "draft");
}

/* The journal tells the world what the project does. */
static bool is_public_post(const struct json *body)
{
	return text_equal(json_get_text(body, "place"), "journal");
}

/* Each type that has such copies: what they say, and what of the record says that it is for everybody. */
static const struct kind {
	enum record_type_index type;
	const char *const *shown; /* NULL closes */
	bool (*is_public)(const struct json *body);
} kinds[] = {
	{TYPE_Page, (const char *const[]){"title", "text", "language", "position", "files", "createdAt", "changedAt", NULL}, is_public_page},
	{TYPE_Post, (const char *const[]){"place", "title", "text", "language", "files", "likes", "createdAt", "latestAt", "editedAt", NULL},
	 is_public_post},
};

static const struct kind *kind_of(const struct record_type *type)
{
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		if ((int)kinds[i].type == type->index)
			return &kinds[i];
	return NULL;
}

/* --- one copy --- */

struct place {
	int64_t directory;
	struct json *project; /* the party that copies name; NULL: the project is not shown */
};

static void place_release(struct place *p)
{
	json_free(p->project);
	*p = (struct place){0};
}

static int place_find(struct store *s, int64_t account, struct place *p, struct err *e)
{
	struct account directory;
	struct record project, card = {0};
	*p = (struct place){0};
	if (!account_by_kind(s, ACCOUNT_DIRECTORY, &directory))
		return err_set(e, ERR_NOT_FOUND, NULL);
	p->directory = directory.local;
	account_release(&directory);
	if (card_project(s, account, &project) && record_by_id(s, p->directory, project.type, project.id, &card)) {
		struct json *body = json_parse_own(card.body);
		p->project = json_new_object();
		json_set_string(p->project, "id", card.id);
		json_set_string(p->project, "name", json_get_text(body, "title"));
		json_free(body);
	}
	record_free(&card);
	record_free(&project);
	return 0;
}

/* What everybody reads of body; NULL for nothing. Yours. */
static struct json *copy_of(const struct kind *kind, const struct place *p, const struct json *body)
{
	if (!p->project || !kind->is_public(body) || json_get(body, "hidden"))
		return NULL;
	struct json *copy = json_new_object();
	for (const char *const *name = kind->shown; *name; name++)
		if (json_get(body, *name))
			json_set(copy, *name, json_copy(json_get(body, *name)));
	json_set(copy, "project", json_copy(p->project));
	return copy;
}

static int write_copy(struct store *s, struct record *there, const struct json *copy, struct err *e)
{
	char *text = json_print(copy);
	int result = 0;
	if (!text_equal(there->body, text)) {
		free(there->body);
		there->body = xstrdup(text);
		result = record_write(s, there, true, e);
	}
	free(text);
	return result;
}

/* The files that a copy names are there for who reads it: by it alone, and as long as it is there. */
static int share_files(struct store *s, const struct place *p, int64_t account, const struct json *copy, struct err *e)
{
	int result = 0;
	for (const struct json *i = json_first(json_get(copy, "files")); i && result == 0; i = json_next(i))
		result = blob_share(s, account, json_get_text(i, "blobId"), p->directory, e);
	return result;
}

static int put(struct store *s, const struct place *p, const struct record *r, struct err *e)
{
	const struct kind *kind = kind_of(r->type);
	struct json *body = kind ? json_parse_own(r->body) : NULL, *copy = kind ? copy_of(kind, p, body) : NULL;
	struct record there = {0};
	int result = 0;
	bool is_there = record_by_id(s, p->directory, r->type, r->id, &there);
	if (copy && !is_there)
		there = (struct record){.account = p->directory, .type = r->type, .id = xstrdup(r->id), .audience = AUDIENCE_PUBLIC};
	if (copy)
		result = share_files(s, p, r->account, copy, e) < 0 ? -1 : write_copy(s, &there, copy, e);
	else if (is_there)
		result = record_destroy(s, &there, e);
	record_free(&there);
	json_free(copy);
	json_free(body);
	return result;
}

int public_put(struct store *s, const struct record *r, struct err *e)
{
	struct place p;
	int result = place_find(s, r->account, &p, e);
	if (result == 0)
		result = put(s, &p, r, e);
	place_release(&p);
	return result;
}

int public_take(struct store *s, const struct record *r, struct err *e)
{
	struct place p;
	int result = place_find(s, r->account, &p, e);
	json_free(p.project);
	p.project = NULL;
	if (result == 0)
		result = put(s, &p, r, e);
	return result;
}

/* --- all of them --- */

static int refresh_type(struct store *s, const struct place *p, int64_t account, const struct record_type *type, struct err *e)
{
	enum { PAGE = 50 };
	int64_t locals[PAGE];
	struct record_query q = {.account = account, .type = type, .limit = PAGE};
	int count, result = 0;
	while (result == 0 && (count = record_list(s, &q, locals, NULL, NULL, e)) > 0) {
		for (int i = 0; i < count && result == 0; i++) {
			struct record r = {0};
			if (record_by_local(s, locals[i], &r))
				result = put(s, p, &r, e);
			record_free(&r);
		}
		q.anchor = locals[count - 1];
	}
	return result < 0 || count < 0 ? -1 : 0;
}

int public_refresh(struct store *s, int64_t account, struct err *e)
{
	struct place p;
	int result = place_find(s, account, &p, e);
	for (size_t i = 0; result == 0 && i < ARRAY_SIZE(kinds); i++)
		result = refresh_type(s, &p, account, &record_types[kinds[i].type], e);
	place_release(&p);
	return result;
}
