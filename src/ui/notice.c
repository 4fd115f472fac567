/* A partner notice's page: who looks for what, for whom, until when; its phrases in the reader's language above the text. */
#include "notices.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "mail.h"
#include "person.h"
#include "profile.h"
#include "screens.h"
#include "sheet.h"
#include "translate.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/schema/phrases.h"
#include "twinline/text/day.h"
#include "words.h"

enum { DAY = 24 * 60 * 60, STANDS_DAYS = 30, SUBJECT_MOST = 190 };

struct notice_page { int64_t local; struct partner_notice notice; bool is_mine; char id[RECORD_ID_LENGTH + 1]; struct lines lines; };

/* --- what the other screens of notices use as well --- */

int64_t notices_account(struct face *face)
{
	return account_of_kind(face_store(face), ACCOUNT_COMMUNITY);
}

bool notice_read(struct face *face, int64_t local, struct partner_notice *n, char id[RECORD_ID_LENGTH + 1])
{
	struct record r = { 0 };
	bool there = record_by_local(face_store(face), local, &r) && r.type == &record_types[TYPE_PartnerNotice];
	struct json *tree = there ? record_tree(face_store(face), &r) : NULL;

	*n = (struct partner_notice){ 0 };
	snprintf(id, RECORD_ID_LENGTH + 1, "%s", r.id ? r.id : "");
	if (there)
		record_decode(r.type, tree, n);
	json_free(tree);
	record_free(&r);
	return there;
}

/* One that has not left yet has no author of the portal's. */
bool notice_is_mine(struct face *face, const struct partner_notice *n)
{
	return !n->author.id || text_equal(n->author.id, face_my_id(face));
}

char *notice_until(const struct partner_notice *n)
{
	struct str day = { 0 };
	int year, month, date;

	if (!n->expires || !clock_parse_date(n->expires, &year, &month, &date))
		return xstrdup("");
	day_add_month_day(&day, clock_days(year, month, date));
	return str_detach(&day);
}

char *notice_answers(const struct partner_notice *n)
{
	return xasprintf(i18n_plural("%d answer", "%d answers", (unsigned long)n->answers), (int)n->answers);
}

/* --- writing one --- */

/* The band that most of the ages of my card are in; NULL where it says none. */
static const char *band_of(const struct json *card)
{
	static const struct { const char *code; int to; } bands[] = { { "3-6", 6 }, { "7-11", 11 }, { "12-15", 15 }, { "16-19", 19 } };
	int64_t from = json_get_integer(card, "pupilsFrom", 0), to = json_get_integer(card, "pupilsTo", 0);

	for (size_t i = 0; from && to && i < ARRAY_SIZE(bands); i++)
		if ((from + to) / 2 <= bands[i].to)
			return bands[i].code;
	return NULL;
}

/* What follows from my card. */
static struct json *usual_fields(struct face *face)
{
	static const char *const same[] = { "languages", "language" };
	struct json *fields = json_new_object(), *card = profile_tree(face, &profile_card);
	char day[CLOCK_DAY_SIZE];

	clock_format_day(clock_now() + (int64_t)STANDS_DAYS * DAY, day);
	json_set_string(fields, "expires", day);
	json_set_string(fields, "purpose", vocabulary_notice_purposes.rows[0].code);
	if (band_of(card))
		json_set_string(fields, "ageBand", band_of(card));
	for (size_t i = 0; i < ARRAY_SIZE(same); i++)
		if (json_get(card, same[i]))
			json_set(fields, same[i], json_copy(json_get(card, same[i])));
	json_free(card);
	return fields;
}

void notice_write(struct face *face, int64_t notice)
{
	struct json *fields = notice ? NULL : usual_fields(face);
	int64_t draft = sheet_begin(face, &record_types[TYPE_PartnerNotice], notice, fields);

	if (draft)
		face_open(face, "notice-form", draft);
	json_free(fields);
}

/* --- what one does with one --- */

void notice_answer(struct face *face, int64_t notice)
{
	struct partner_notice n;
	char id[RECORD_ID_LENGTH + 1];
	struct json *body, *to;
	char *subject;

	if (!notice_read(face, notice, &n, id)) {
		face_say(face, _("This notice is not here any more."));
	} else if (notice_is_mine(face, &n)) {
		face_say(face, _("This is your own notice; {edit} changes it."));
	} else {
		body = json_new_object();
		to = json_push(json_set(body, "to", json_new_array()), json_new_object());
		json_set_string(to, "id", n.author.id);
		json_set_string(to, "name", n.author.name);
		if (n.author.country)
			json_set_string(to, "country", n.author.country);
		subject = xasprintf("Re: %.*s", SUBJECT_MOST, n.title ? n.title : "");
		json_set_string(body, "subject", subject);
		json_set_string(body, "notice", id);
		mail_begin(face, body);
		free(subject);
	}
	record_release(&record_types[TYPE_PartnerNotice], &n);
}

static int destroy(struct store *s, void *context, struct err *e)
{
	int64_t *key = context;

	*key = outbox_destroy_held(s, *key, s->hold, e);
	return *key < 0 ? -1 : 0;
}

bool notice_drop(struct face *face, int64_t notice)
{
	int64_t entry = notice;

	if (face_change(face, destroy, &entry) != 0)
		return false;
	if (entry)
		face_remember_entries(face, &entry, 1);
	face_say(face, _("The notice is taken away; {undo} brings it back."));
	return true;
}

/* --- the page --- */

static char *codes_words(const struct vocabulary *v, const struct strings *codes)
{
	struct str text = { 0 };

	for (size_t i = 0; i < codes->count; i++)
		words_part(&text, vocabulary_label(v, codes->at[i]));
	return str_detach_or(&text, NULL);
}

static char *code_words(const struct vocabulary *v, const char *code)
{
	return code ? words_safe(vocabulary_label(v, code), SANITISE_LINE) : NULL;
}

static char *author_words(const struct partner_notice *n)
{
	struct str text = { 0 };

	if (n->author.id)
		words_part_taken(&text, words_person_alone(&n->author));
	if (n->school.name)
		words_part_taken(&text, words_safe(n->school.name, SANITISE_LINE));
	return str_detach_or(&text, NULL);
}

/* Paragraph by paragraph, so that the cursor goes through them. */
static void add_text(struct lines *l, const char *text_taken)
{
	for (const char *at = text_taken; *at;) {
		size_t len = strcspn(at, "\n");

		lines_add(l, "", xstrndup(at, len));
		at += len + (at[len] == '\n');
	}
}

static void fill(struct face *face, struct notice_page *x)
{
	const struct partner_notice *n = &x->notice;
	const char *language = latin_language(n->language, n->author.country);
	struct str phrases = { 0 };
	char *title = words_safe_in(n->title, SANITISE_LINE, language);
	char *both = translate_both(n->title, n->text), *text = translate_below(face, both, words_safe_in(n->text, SANITISE_TEXT, language));

	free(both);
	lines_clear(&x->lines);
	lines_add(&x->lines, N_("Title"), title);
	lines_add(&x->lines, N_("Hidden"), words_hidden(n->hidden));
	lines_add(&x->lines, N_("By"), author_words(n));
	lines_add(&x->lines, N_("For"), code_words(&vocabulary_notice_purposes, n->purpose));
	lines_add(&x->lines, N_("Pupils"), code_words(&vocabulary_age_bands, n->age_band));
	lines_add(&x->lines, N_("Languages"), codes_words(&vocabulary_languages, &n->languages));
	lines_add(&x->lines, N_("Subjects"), codes_words(&vocabulary_subjects, &n->subjects));
	lines_add(&x->lines, N_("Until"), notice_until(n));
	if (n->answers > 0)
		lines_add(&x->lines, N_("Answer"), notice_answers(n));
	phrases_add_words(&phrases, n->phrases);
	if (phrases.len)
		add_text(&x->lines, phrases.text);
	add_text(&x->lines, text);
	str_release(&phrases);
	free(text);
}

/* What is gone meanwhile stays as it was read: -1. */
static int read_page(struct face *face, struct notice_page *x)
{
	struct partner_notice now;
	char id[RECORD_ID_LENGTH + 1];

	if (!notice_read(face, x->local, &now, id))
		return -1;
	record_release(&record_types[TYPE_PartnerNotice], &x->notice);
	x->notice = now;
	x->is_mine = notice_is_mine(face, &now);
	memcpy(x->id, id, sizeof id);
	fill(face, x);
	return 0;
}

static void changed(struct face *face, struct view *view)
{
	read_page(face, view->model);
}

static void draw(struct face *face, struct view *view, struct page *p)
{
	struct notice_page *x = view->model;
	char *right = words_place(face, page_is_narrow(p));

	words_title(face, p, _("Partner notice"), right);
	lines_draw(&x->lines, p);
	free(right);
}

/* --- acting --- */

/* To the notice that follows in the list below. */
static void go_on(struct face *face, struct view *view, enum list_step step)
{
	struct view *below = face_view_below(face);
	int64_t next = below && below->screen->step ? below->screen->step(face, below, step) : 0;
	struct notice_page *x = view->model;

	if (!next) {
		face_say(face, _("There is no further notice in the list."));
		return;
	}
	x->local = next;
	x->lines.at = x->lines.top = 0;
	read_page(face, x);
}

static enum outcome act_on_author(struct face *face, struct view *view, enum action action)
{
	struct notice_page *x = view->model;
	char ids[1][RECORD_ID_LENGTH + 1];
	const struct person_list people = { ids, 1 };
	const char *author = x->notice.author.id;

	if (x->is_mine || strlen(author) > RECORD_ID_LENGTH) {
		face_say(face, _("This is your own notice; {edit} changes it."));
		return ACT_DONE;
	}
	snprintf(ids[0], sizeof ids[0], "%s", author);
	switch (action) {
	case ACTION_ACCEPT:
		person_ask(face, view, &people);
		break;
	case ACTION_KEEP:
		person_follow(face, view, &people, true);
		break;
	case ACTION_BLOCK:
		person_block(face, view, author);
		break;
	case ACTION_REPORT:
		person_report_record(face, author, &record_types[TYPE_PartnerNotice], x->id);
		break;
	default:
		person_open(face, author);
	}
	return ACT_DONE;
}

static void translate(struct face *face, struct notice_page *x)
{
	char *both = translate_both(x->notice.title, x->notice.text);

	translate_text(face, both, x->notice.language);
	free(both);
}

static enum outcome act_on_own(struct face *face, struct view *view, enum action action)
{
	struct notice_page *x = view->model;

	if (read_page(face, x) != 0) {
		face_say(face, _("This notice is not here any more."));
	} else if (!x->is_mine) {
		face_say(face, _("Only who posted it changes it."));
	} else if (action == ACTION_EDIT) {
		notice_write(face, x->local);
	} else if (notice_drop(face, x->local)) {
		face_close(face);
		return ACT_CLOSED;
	}
	return ACT_DONE;
}

static enum outcome act(struct face *face, struct view *view, enum action action)
{
	struct notice_page *x = view->model;

	if (lines_act(&x->lines, action))
		return ACT_DONE;
	switch (action) {
	case ACTION_WRITE_TO:
	case ACTION_REPLY:
		notice_answer(face, x->local);
		return ACT_DONE;
	case ACTION_TRANSLATE:
		translate(face, x);
		return ACT_DONE;
	case ACTION_EDIT:
	case ACTION_DROP:
		return act_on_own(face, view, action);
	case ACTION_OPEN:
	case ACTION_PERSON:
	case ACTION_ACCEPT:
	case ACTION_KEEP:
	case ACTION_BLOCK:
	case ACTION_REPORT:
		return act_on_author(face, view, action);
	case ACTION_NEXT_WAITING:
	case ACTION_PREVIOUS_WAITING:
		go_on(face, view, action == ACTION_NEXT_WAITING ? LIST_NEXT : LIST_PREVIOUS);
		return ACT_DONE;
	default:
		return ACT_IGNORED;
	}
}

static int open_notice(struct face *face, struct view *view, int64_t argument)
{
	struct notice_page *x = view->model;

	x->local = argument;
	if (read_page(face, x) == 0)
		return 0;
	face_say(face, _("This notice is not here any more."));
	return -1;
}

static void close_notice(struct face *face, struct view *view)
{
	struct notice_page *x = view->model;

	(void)face;
	record_release(&record_types[TYPE_PartnerNotice], &x->notice);
	lines_release(&x->lines);
}

static const struct offer offers[] = {
	{ ACTION_WRITE_TO, N_("answer"), N_("write to who posted it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_OPEN, N_("who"), N_("the page of who posted it"), OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_NEXT_WAITING, N_("next"), N_("the next notice of the list"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_ACCEPT, NULL, N_("ask who posted it for contact"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_KEEP, NULL, N_("follow who posted it"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_EDIT, NULL, N_("change a notice of your own"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_DROP, NULL, N_("take a notice of your own away"), OFFER_WIDE, ACTION_NONE },
	{ ACTION_TRANSLATE, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_BLOCK, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_REPORT, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_TEXT_AS, NULL, NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer on_own[] = {
	{ ACTION_EDIT, N_("change"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ ACTION_DROP, N_("delete"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_NEXT_WAITING, N_("next"), NULL, OFFER_WIDE, ACTION_NONE },
	{ ACTION_BACK, N_("back"), NULL, OFFER_ALWAYS, ACTION_NONE },
	{ .action = ACTION_NONE },
};

static const struct offer *offers_now(const struct view *view)
{
	return ((const struct notice_page *)view->model)->is_mine ? on_own : offers;
}

const struct screen screen_notice = {
	.name = "notice", .title = N_("Partner notice"), .size = sizeof(struct notice_page), .open = open_notice, .draw = draw, .act = act,
	.changed = changed, .close = close_notice, .offers = offers, .offers_now = offers_now,
};
