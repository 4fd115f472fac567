/* What is done with posts: answered, liked, pinned, changed, taken away. */
#include <stdlib.h>
#include <string.h>

#include "mail.h"
#include "person.h"
#include "project.h"
#include "talk.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/records/outbox.h"
#include "twinline/records/record.h"
#include "twinline/records/talk.h"

static const struct said *chosen(struct face *face, const struct talk *t)
{
	if (t->count == 0) {
		face_say(face, _("Nothing is said here yet."));
		return NULL;
	}
	return &t->said[t->at];
}

/* What others answer, like and pin has a name at the portal. */
static bool has_arrived(struct face *face, const char *id)
{
	if (!id)
		face_say(face, _("This has not left yet; it can be answered once it has."));
	return id != NULL;
}

/* --- writing --- */

static struct json *fields(const char *place, const char *parent)
{
	struct json *body = json_new_object();

	json_set_string(body, "place", place);
	if (parent)
		json_set_string(body, "parent", parent);
	return body;
}

/* A word in a thread or beside something: to a post it is an answer, to another record it says what it is about. */
static void begin_about(struct face *face, const struct talk *t)
{
	struct record r;
	struct json *body;

	if (talk_about(face, t->about, &r) && has_arrived(face, r.id)) {
		bool is_post = r.type == &record_types[TYPE_Post];

		body = fields(t->place->code, is_post ? r.id : NULL);
		if (!is_post) {
			json_set_string(body, "aboutType", r.type->name);
			json_set_string(body, "aboutId", r.id);
		}
		post_begin(face, t->account, body);
	}
	record_free(&r);
}

void talk_begin(struct face *face, const struct talk *t)
{
	/* What is said to a discussion is a thread. */
	bool is_discussion = t->about && text_equal(t->place->code, "forum") && t->count && !t->said[0].post.parent;

	if (!project_may(face, t->account, is_discussion ? RIGHT_THREAD : t->place->begins))
		return;
	if (t->place->is_about)
		begin_about(face, t);
	else
		post_begin(face, t->account, fields(t->place->code, NULL));
}

void talk_answer(struct face *face, const struct talk *t)
{
	const struct said *said = t->count ? &t->said[t->at] : NULL;
	bool is_forum = text_equal(t->place->code, "forum");

	if (!said || t->place->answers == RIGHT_COUNT)
		talk_begin(face, t);
	else if (is_forum && !said->post.parent)
		talk_begin(face, t);
	else if (project_may(face, t->account, t->place->answers) && has_arrived(face, said->post.head.id))
		post_begin(face, t->account, fields(is_forum ? "forum" : "comment", said->post.head.id));
}

/* --- what is queued at once --- */

struct deed { const struct talk *t; const struct said *said; int64_t like, entry; };

static int queue_like(struct store *s, void *context, struct err *e)
{
	struct deed *deed = context;
	struct json *body = json_new_object();

	json_set_string(body, "post", deed->said->post.head.id);
	deed->entry = deed->like ? outbox_destroy(s, deed->like, e) : outbox_create(s, deed->t->account, &record_types[TYPE_Like], body, 0, e);
	json_free(body);
	return deed->entry < 0 ? -1 : 0;
}

void talk_like(struct face *face, struct view *view)
{
	const struct talk *t = view->model;
	struct deed deed = { .t = t, .said = chosen(face, t) };

	if (!deed.said || !project_may(face, t->account, RIGHT_COMMENT) || !has_arrived(face, deed.said->post.head.id))
		return;
	deed.like = talk_my_like(face_store(face), t->account, deed.said->post.head.id);
	if (face_change(face, queue_like, &deed) != 0)
		return;
	if (deed.entry)
		face_remember_entries(face, &deed.entry, 1);
	face_say(face, deed.like ? _("You like it no more.") : _("You like it."));
	talk_changed(face, view);
}

void talk_pin(struct face *face, struct view *view)
{
	const struct talk *t = view->model;
	const struct said *said = chosen(face, t);
	struct json *patch;

	if (!said || !project_may(face, t->account, RIGHT_PIN) || !has_arrived(face, said->post.head.id))
		return;
	patch = json_new_object();
	json_set_bool(patch, "pinned", !said->post.pinned);
	if (face_patch_all(face, &said->local, 1, patch, said->post.pinned ? _("It stays on top no more.") : _("It stays on top.")) == 0)
		talk_changed(face, view);
	json_free(patch);
}

void talk_edit(struct face *face, const struct talk *t)
{
	const struct said *said = chosen(face, t);

	/* Everybody who takes part may comment: of one's own words it only asks whether the project runs. */
	if (said && project_may(face, t->account, said->is_mine ? RIGHT_COMMENT : RIGHT_OTHERS))
		post_change(face, said->local);
}

static int queue_end(struct store *s, void *context, struct err *e)
{
	struct deed *deed = context;

	deed->entry = outbox_destroy_held(s, deed->said->local, s->hold, e);
	return deed->entry < 0 ? -1 : 0;
}

/* True if others have answered it: then it takes the right to take away what they said. */
static bool is_answered(const struct talk *t)
{
	const struct said *said = &t->said[t->at];

	return !said->post.root && said->post.replies > 0;
}

enum outcome talk_drop(struct face *face, struct view *view)
{
	struct talk *t = view->model;
	struct deed deed = { .t = t, .said = chosen(face, t) };

	bool is_mine = deed.said && deed.said->is_mine && !is_answered(t), is_all = deed.said && t->about == deed.said->local;

	if (!deed.said || !project_may(face, t->account, is_mine ? RIGHT_COMMENT : RIGHT_OTHERS))
		return ACT_DONE;
	if (face_change(face, queue_end, &deed) != 0)
		return ACT_DONE;
	if (deed.entry)
		face_remember_entries(face, &deed.entry, 1);
	if (is_all) {
		face_close(face);
		words_say_goes_out(face, _("Taken away."));
		return ACT_CLOSED;
	}
	talk_changed(face, view);
	words_say_goes_out(face, _("Taken away."));
	return ACT_DONE;
}

void talk_write_to(struct face *face, const struct talk *t)
{
	const struct said *said = chosen(face, t);

	if (said && said->post.author.id && !said->is_mine)
		mail_write_to_person(face, &said->post.author, t->title);
	else if (said)
		face_say(face, _("There is nobody under the cursor to write to."));
}

void talk_answer_for(struct face *face, struct view *view, enum action action)
{
	const struct talk *t = view->model;
	const struct said *said = chosen(face, t);

	if (said)
		person_answer_for(face, view, action, &said->post.author, said->local);
}

/* --- on paper --- */

void talk_print(struct face *face, const struct talk *t)
{
	struct str text = { 0 };

	for (int i = 0; i < t->count; i++) {
		const struct post *post = &t->said[i].post;
		char *who = words_person(&post->author), *when = words_short_time(post->created_at);
		char *title = words_written(post->title, SANITISE_LINE), *body = words_written(post->text, SANITISE_TEXT);

		str_addf(&text, "%s%s, %s\n%s%s%s\n", i ? "\n" : "", who, when, title, *title ? "\n" : "", body);
		free(who);
		free(when);
		free(title);
		free(body);
	}
	face_print(face, t->title, text.text ? text.text : "");
	str_release(&text);
}
