/* Listing and finding in a project's account. */
#include "twinline/records/part_find.h"

#include <stdlib.h>
#include <string.h>

#include "twinline/base/attr.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/text/fold.h"

enum { LIST_STEP = 200 };

/* Where words are looked for, in this order. */
static const enum record_type_index parts[] = { TYPE_Page, TYPE_Activity, TYPE_Material, TYPE_Post };

int part_list(struct store *s, int64_t account, enum record_type_index type, int64_t **locals, struct err *e)
{
	struct record_query q = { .account = account, .type = &record_types[type], .limit = LIST_STEP };
	int count = 0, got;

	*locals = NULL;
	do {
		*locals = xrealloc(*locals, (size_t)count + LIST_STEP, sizeof **locals);
		got = record_list(s, &q, *locals + count, NULL, NULL, e);
		if (got < 0) {
			free(*locals);
			*locals = NULL;
			return -1;
		}
		count += got;
		q.anchor = count ? (*locals)[count - 1] : 0;
	} while (got == LIST_STEP);
	return count;
}

void part_found_release(struct part_found *found, int count)
{
	for (int i = 0; i < count; i++) {
		free(found[i].title);
		free(found[i].passage);
	}
	free(found);
}

/* One search. */
struct search { struct store *s; char *words; int most, count, titles; struct part_found *found; };

static bool has(const struct search *x, const char *text)
{
	char *folded = fold_copy(text ? text : "");
	bool is = fold_matches(folded, x->words);

	free(folded);
	return is;
}

/* The first line of a text that has the beginning of the search; else the first one. Yours. */
static char *passage_of(const struct search *x, const char *text)
{
	char *first = NULL;

	while (text && *text) {
		size_t len = strcspn(text, "\n");
		char *line = xstrndup(text, len);

		if (len > 0 && has(x, line)) {
			free(first);
			return line;
		}
		if (len > 0 && !first)
			first = line;
		else
			free(line);
		text += len;
		text += *text == '\n';
	}
	return first ? first : xstrdup("");
}

/* All searchable texts of a record but its title, a line each. Yours. */
static char *texts_of(const struct record_type *type, const struct json *tree)
{
	struct str all = { 0 };

	for (unsigned i = 0; i < type->field_count; i++) {
		const struct field *field = &type->fields[i];
		bool is_text = field->kind == FIELD_TEXT || field->kind == FIELD_LONG_TEXT;
		const char *text = is_text && field->flags & F_SEARCHABLE ? json_get_text(tree, field->name) : NULL;

		if (text && !text_equal(field->name, "title"))
			str_addf(&all, all.len ? "\n%s" : "%s", text);
	}
	return str_detach(&all);
}

/* Those by their titles stand before the others. */
static void add(struct search *x, struct part_found found, bool by_title)
{
	int at = by_title ? x->titles++ : x->count;

	if (x->count == x->most) {
		if (!by_title || at >= x->most) {
			free(found.title);
			free(found.passage);
			x->titles -= by_title;
			return;
		}
		x->count--;
		free(x->found[x->count].title);
		free(x->found[x->count].passage);
	}
	memmove(x->found + at + 1, x->found + at, (size_t)(x->count - at) * sizeof *x->found);
	x->found[at] = found;
	x->count++;
}

static void look_at(struct search *x, const struct record_type *type, int64_t local)
{
	struct record r = { 0 };
	struct json *tree = record_by_local(x->s, local, &r) ? record_tree(x->s, &r) : NULL;
	const char *title = json_get_text(tree, "title");
	char *texts = texts_of(type, tree), *all = xasprintf("%s\n%s", title ? title : "", texts);

	if (tree && has(x, all))
		add(x, (struct part_found){ local, type, xstrdup(title ? title : ""), passage_of(x, texts) }, has(x, title));
	free(all);
	free(texts);
	json_free(tree);
	record_free(&r);
}

int part_search(struct store *s, int64_t account, const char *words, int most, struct part_found **found, struct err *e)
{
	struct search x = { .s = s, .words = fold_copy(words), .most = most, .found = xcalloc((size_t)most + 1, sizeof *x.found) };
	int result = 0;

	for (size_t i = 0; i < ARRAY_SIZE(parts) && *x.words && result == 0; i++) {
		int64_t *locals = NULL;
		int count = part_list(s, account, parts[i], &locals, e);

		for (int k = 0; k < count; k++)
			look_at(&x, &record_types[parts[i]], locals[k]);
		free(locals);
		result = count < 0 ? -1 : 0;
	}
	free(x.words);
	if (result == 0) {
		*found = x.found;
		return x.count;
	}
	part_found_release(x.found, x.count);
	*found = NULL;
	return -1;
}
