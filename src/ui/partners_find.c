/* The two fields of Partners: words and filters as they are typed, what they become, and the way between them, list and facets. */
#include <stdlib.h>
#include <string.h>

#include "partners.h"
#include "twinline/base/i18n.h"
#include "words.h"

/* The part of Only that is being typed: what stands behind the last comma. */
static const char *part_typed(const struct editor *only)
{
	const char *text = only->text.text ? only->text.text : "", *comma = strrchr(text, ',');

	text = comma ? comma + 1 : text;
	return text + strspn(text, " ");
}

static void take_find(struct partners *p)
{
	if (p->find.text.len)
		json_set_string(p->filter, "text", p->find.text.text);
	else
		json_remove(p->filter, "text");
}

void partners_typed(struct face *face, struct view *view)
{
	struct partners *p = view->model;
	char *unknown = NULL;

	if (view->field == &p->find) {
		take_find(p);
	} else {
		lookup_read(partners_type, p->only.text.text, p->filter, &unknown);
		p->match_count = lookup_matches(partners_type, part_typed(&p->only), p->matches);
	}
	free(unknown);
	partners_forget_answer(p);
	partners_read_anew(face, view);
}

/* Puts the cursor on a part, into it where it is a field and typing is set. */
void partners_go_to(struct view *view, enum partners_part part, bool typing)
{
	struct partners *p = view->model;
	bool was_typing = view->field != NULL;

	p->part = part;
	p->match_count = 0;
	view->field = !typing ? NULL : part == PARTNERS_FIND ? &p->find : part == PARTNERS_ONLY ? &p->only : NULL;
	if (was_typing && !view->field)
		facets_read(p);
}

/* What Only says becomes what it was taken for; false, and that is said, if a part of it names nothing. */
bool partners_settle(struct face *face, struct view *view)
{
	struct partners *p = view->model;
	char *unknown = NULL, *words;

	if (view->field != &p->only)
		return true;
	lookup_read(partners_type, p->only.text.text, p->filter, &unknown);
	if (unknown) {
		face_sayf(face, _("There is no filter called %s. Countries, languages, subjects, ages can be asked for."), unknown);
		free(unknown);
		return false;
	}
	words = lookup_words(partners_type, p->filter);
	editor_set(&p->only, words);
	free(words);
	return true;
}

void partners_step(struct face *face, struct view *view, bool back)
{
	struct partners *p = view->model;
	bool is_typing = view->field != NULL;
	int parts = PARTNERS_FACETS + 1, by = back ? parts - 1 : 1;

	if (p->view != PARTNERS_PEOPLE || !partners_settle(face, view))
		return;
	partners_go_to(view, (enum partners_part)(((int)p->part + by) % parts), is_typing || p->part == PARTNERS_FACETS || back);
}

/* From the first row up to the fields, and down from them. */
bool partners_move_between(struct view *view, enum action action)
{
	struct partners *p = view->model;
	bool is_down = action == ACTION_MOVE_DOWN, is_up = action == ACTION_MOVE_UP;

	if (p->view != PARTNERS_PEOPLE || (!is_down && !is_up) || p->part == PARTNERS_FACETS)
		return false;
	if (p->part == PARTNERS_LIST && is_up && (p->key_count == 0 || list_key(&p->list) == p->keys[0]))
		partners_go_to(view, PARTNERS_ONLY, false);
	else if (p->part == PARTNERS_ONLY)
		partners_go_to(view, is_down ? PARTNERS_LIST : PARTNERS_FIND, view->field && is_up);
	else if (p->part == PARTNERS_FIND && is_down)
		partners_go_to(view, PARTNERS_ONLY, view->field != NULL);
	else
		return p->part == PARTNERS_FIND;
	return true;
}

/* The word under way becomes the first thing that it can mean. */
static void take_match(struct partners *p)
{
	struct str *text = &p->only.text;
	const char *typed_part = part_typed(&p->only);
	size_t before = (size_t)(typed_part - (text->text ? text->text : typed_part));

	if (p->match_count == 0 || !*typed_part)
		return;
	str_cut(text, before);
	str_add(text, lookup_match_label(partners_type, &p->matches[0]));
	p->only.at = text->len;
}

void partners_ask_first(struct face *face, struct view *view)
{
	struct partners *p = view->model;
	struct err e = { 0 };

	if (view->field == &p->only)
		take_match(p);
	if (!partners_settle(face, view))
		return;
	partners_go_to(view, PARTNERS_LIST, false);
	list_open(&p->list, 0, &e);
	words_check(face, &e);
	partners_ask(face, view, false);
}

void partners_choose_facet(struct face *face, struct view *view)
{
	struct partners *p = view->model;

	if (!facets_choose(p))
		return;
	partners_show_filter(face, view);
	if (partners_has_line(p->store))
		partners_ask(face, view, false);
}

void partners_only_country(struct face *face, struct view *view, const char *code)
{
	struct partners *p = view->model;

	json_push(json_set(p->filter, "country", json_new_array()), json_new_string(code));
	partners_show_filter(face, view);
	partners_go_to(view, PARTNERS_LIST, false);
	if (partners_has_line(p->store))
		partners_ask(face, view, false);
}

void partners_find(struct face *face, struct view *view)
{
	struct partners *p = view->model;

	if (p->view != PARTNERS_PEOPLE)
		partners_show_view(face, view, PARTNERS_PEOPLE);
	partners_go_to(view, PARTNERS_FIND, true);
}

void partners_begin(struct face *face, struct view *view)
{
	struct partners *p = view->model;

	json_free(p->filter);
	p->filter = json_new_object();
	p->view = PARTNERS_PEOPLE;
	partners_show_filter(face, view);
	partners_go_to(view, PARTNERS_FIND, true);
}
