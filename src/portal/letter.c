/*
 * What the portal's letters say. No text of a person's own is in any, but that of an officer with a decision: the portal carries nobody's
 * words to strangers.
 */
#include "letter.h"

#include <stdlib.h>
#include <string.h>

#include "code.h"
#include "digest.h"
#include "invited.h"
#include "password.h"
#include "twinline/base/catalogue.h"
#include "twinline/base/clock.h"
#include "twinline/base/i18n.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/schema/decision_letter.h"
#include "user.h"
#include "validation_steps.h"

/* TRANSLATORS: %1$s is the name that the reader signs in with, %2$s the portal, %3$s a code of eight letters and digits. */
static const struct {
	const char *subject, *text;
} words[LETTER_KIND_COUNT] = {
	[LETTER_RESET] = {
		N_("Your code for a new password"),
		N_("Somebody, probably you, has forgotten the password of %1$s at %2$s.\n"
		   "\n"
		   "The code for a new password is\n"
		   "\n"
		   "    %3$s\n"
		   "\n"
		   "It is good for 30 minutes. Type it where you asked for it, with a new password.\n"
		   "\n"
		   "If it was not you, do nothing: your password stays as it is. Tell the code to nobody.\n"),
	},
	[LETTER_OLD] = {
		N_("Your code for leaving this address"),
		N_("Letters for %1$s from %2$s are to go to another e-mail address than this one.\n"
		   "\n"
		   "The code that confirms this is\n"
		   "\n"
		   "    %3$s\n"
		   "\n"
		   "It is good for a day. Another code has gone to the new address; both are needed.\n"
		   "\n"
		   "If it was not you, change your password: somebody else is signed in as you. Tell the code to nobody.\n"),
	},
	[LETTER_NEW] = {
		N_("Your code for this address"),
		N_("Somebody, probably you, wants to have letters from %2$s at this e-mail address.\n"
		   "\n"
		   "The code that confirms this is\n"
		   "\n"
		   "    %3$s\n"
		   "\n"
		   "It is good for a day. Type it into your profile.\n"
		   "\n"
		   "If it was not you, do nothing: no more letters will come.\n"),
	},
	[LETTER_CHANGED] = {
		N_("Your letters go to another address now"),
		N_("Letters for %1$s from %2$s go to another e-mail address from now on, as two codes have confirmed.\n"
		   "\n"
		   "If it was not you, write to the people who run the portal at once.\n"),
	},
	[LETTER_HEAD] = {
		N_("A question about a teacher of your school"),
		/* TRANSLATORS: %1$s is a person, %2$s the portal, %3$s a school, %4$s a link. */
		N_("%1$s has registered at %2$s, as somebody who works at your school: %3$s.\n"
		   "\n"
		   "Is that so? Please answer here:\n"
		   "\n"
		   "    %4$s\n"
		   "\n"
		   "The link is good for one answer. Nothing else is asked of you, and the support organisation decides.\n"),
	},
	[LETTER_INVITED] = {
		N_("An invitation into a school project"),
		/* TRANSLATORS: %1$s is a person, %2$s the portal. */
		N_("%1$s would like to work with you in a project of schools at %2$s.\n"
		   "\n"
		   "Register there with this e-mail address within 30 days. As soon as you have confirmed it, you find the invitation; you can say "
		   "yes to it once your registration is accepted.\n"
		   "\n"
		   "If this means nothing to you, do nothing: no other letter will come of it.\n"),
	},
	[LETTER_HIDDEN] = {
		N_("Others do not find you any more"),
		N_("Nobody has signed in as %1$s at %2$s for a year. Others do not find you any more, until you sign in again.\n"),
	},
	[LETTER_ENDING] = {
		N_("Your account ends in 30 days"),
		N_("Nobody has signed in as %1$s at %2$s for nearly three years. In 30 days what is yours is erased, and your name is taken out of "
		   "what others keep.\n"
		   "\n"
		   "If you want to stay, sign in before.\n"),
	},
	[LETTER_DIGEST] = {
		N_("What waits for you"),
		N_("This waits for %1$s at %2$s. Your profile says whether this letter comes once a day.\n"),
	},
};

void letter_release(struct letter *l)
{
	free(l->who);
	free(l->address);
	free(l->what);
	*l = (struct letter){0};
}

void letter_text_release(struct letter_text *t)
{
	free(t->to);
	free(t->subject);
	if (t->text)
		wipe(t->text, strlen(t->text));
	free(t->text);
	*t = (struct letter_text){0};
}

/* The one whom a letter is for. */
struct reader {
	struct user user;
	struct json *profile;
	int64_t now;
};

static bool find_reader(struct store *s, const char *person, struct reader *r)
{
	*r = (struct reader){.now = clock_now()};
	if (user_by_person(s, person, &r->user) && r->user.state != USER_CLOSED)
		r->profile = user_profile(s, &r->user);
	return r->profile;
}

static void reader_release(struct reader *r)
{
	user_release(&r->user);
	json_free(r->profile);
}

/* The address that a letter goes to now, borrowed; NULL: nowhere any more. */
static const char *address_of(struct store *s, const struct letter *l, const struct reader *r)
{
	const char *email = json_get_text(r->profile, "email"), *pending = user_pending_email(r->profile, r->now, NULL);
	switch (l->kind) {
	case LETTER_RESET:
	case LETTER_DECISION:
	case LETTER_HIDDEN:
	case LETTER_ENDING:
	case LETTER_DIGEST:
		return email;
	case LETTER_OLD:
		return pending && !code_is_confirmed(s, r->user.person, CODE_OLD) ? email : NULL;
	case LETTER_NEW:
		return code_is_confirmed(s, r->user.person, CODE_NEW) ? NULL : pending;
	default:
		return l->address;
	}
}

/* Until when the code of a letter is good; 0: it has none. */
static int64_t until(const struct letter *l, const struct reader *r, enum code_purpose *purpose)
{
	int64_t end = 0;
	*purpose = l->kind == LETTER_RESET ? CODE_RESET : l->kind == LETTER_OLD ? CODE_OLD : CODE_NEW;
	if (l->kind == LETTER_RESET)
		return r->now + CODE_MAIL_SECONDS;
	if (l->kind == LETTER_OLD || l->kind == LETTER_NEW)
		user_pending_email(r->profile, r->now, &end);
	return end;
}

static int keep_code(struct worker *w, const struct letter *l, const struct reader *r, char code[CODE_LENGTH + 1], struct err *e)
{
	char hash[PASSWORD_HASH_SIZE];
	enum code_purpose purpose;
	int64_t end = until(l, r, &purpose);
	code[0] = '\0';
	if (end == 0)
		return 0;
	if (code_draw(code, hash, e) < 0)
		return -1;
	struct store *s = worker_write(w);
	int result = -1;
	if (db_begin(s->db, e) == 0 && code_keep(s, r->user.person, purpose, hash, end, e) == 0)
		result = db_commit(s->db, e);
	db_rollback(s->db);
	worker_write_end(w);
	return result;
}

/* How people call the portal: its address, which is where they know it from. */
static const char *portal_name(const struct portal *p)
{
	return *p->base_url ? p->base_url : "Twinline";
}

static void word(const struct portal *p, const struct letter *l, const struct reader *r, const char *code, struct letter_text *t)
{
	struct catalogue *c = catalogue_open(json_get_text(r->profile, "interfaceLanguage"));
	char *parted = *code ? xasprintf("%.4s-%s", code, code + 4) : NULL;
	const char *arguments[] = {r->user.name ? r->user.name : "", portal_name(p), parted};
	struct str text = {0};
	str_add_worded(&text, catalogue_text(c, words[l->kind].text), arguments, ARRAY_SIZE(arguments));
	t->subject = xstrdup(catalogue_text(c, words[l->kind].subject));
	t->text = str_detach(&text);
	if (parted)
		wipe(parted, strlen(parted));
	free(parted);
	catalogue_close(c);
}

char *letter_shown(const struct portal *p, const struct json *profile, const char *code)
{
	const struct reader r = {.profile = (struct json *)profile};
	const struct letter l = {.kind = LETTER_NEW};
	struct letter_text t = {0};
	word(p, &l, &r, code, &t);
	char *text = t.text;
	t.text = NULL;
	letter_text_release(&t);
	return text;
}

/* --- decisions --- */

static void word_decision(const struct portal *p, const struct letter *l, const struct reader *r, struct letter_text *t)
{
	struct catalogue *c = catalogue_open(json_get_text(r->profile, "interfaceLanguage"));
	struct json *what = json_parse_own(l->what ? l->what : "{}");
	const struct decision_letter letter = {
		.kind = json_get_text(what, "kind"), .state = json_get_text(what, "state"), .title = json_get_text(what, "title"),
		.portal = portal_name(p), .reason = json_get_text(what, "reason"), .text = json_get_text(what, "text"),
	};
	struct str text = {0};
	decision_letter_add(&text, c, &letter);
	t->subject = xstrdup(decision_letter_subject(c, &letter));
	t->text = str_detach(&text);
	json_free(what);
	catalogue_close(c);
}

/* --- what waits --- */

/* 0 where nothing waits any more, or the letter is not wanted any more. */
static int word_digest(struct worker *w, const struct letter *l, const struct reader *r, struct letter_text *t)
{
	struct catalogue *c = catalogue_open(json_get_text(r->profile, "interfaceLanguage"));
	struct json *what = json_parse_own(l->what && *l->what ? l->what : "{}");
	struct str text = {0};
	int64_t since = 0;
	clock_parse(json_get_text(what, "since"), &since);
	bool waits = digest_write(w, &r->user, r->profile, since, c, &text);
	if (waits) {
		word(w->portal, l, r, "", t);
		char *all = xasprintf("%s\n%s", t->text, text.text);
		free(t->text);
		t->text = all;
	}
	str_release(&text);
	json_free(what);
	catalogue_close(c);
	return waits;
}

/* --- the head of a school --- */

/* A letter of a kind that people get who are not registered, in the language of the one whom it is about; link may be NULL. */
static void word_about(const struct portal *p, enum letter_kind kind, const struct applicant *a, const char *link, struct letter_text *t)
{
	struct catalogue *c = catalogue_open(json_get_text(a->profile, "interfaceLanguage"));
	const char *arguments[] = {
		json_get_text(a->card, "name"), portal_name(p), json_get_text(json_get(a->card, "school"), "name"), link,
	};
	struct str text = {0};
	str_add_worded(&text, catalogue_text(c, words[kind].text), arguments, ARRAY_SIZE(arguments));
	t->subject = xstrdup(catalogue_text(c, words[kind].subject));
	t->text = str_detach(&text);
	catalogue_close(c);
}

static void word_question(const struct portal *p, const char *secret, const struct applicant *a, struct letter_text *t)
{
	char *link = xasprintf("%s" HEAD_PATH "/%s", p->base_url, secret);
	word_about(p, LETTER_HEAD, a, link, t);
	wipe(link, strlen(link));
	free(link);
}

/* As letter_write; 0 where the head is not asked any more. */
static int ask_head(struct worker *w, const struct letter *l, struct letter_text *t, struct err *e)
{
	struct applicant a;
	char secret[TOKEN_TEXT_SIZE];
	int result = head_ask(w, l->who, secret, e);
	if (result == 1 && applicant_find(w->portal, &w->reader, l->who, &a)) {
		t->to = xstrdup(l->address);
		word_question(w->portal, secret, &a, t);
		applicant_release(&a);
	}
	wipe(secret, sizeof secret);
	return t->text ? result : result < 0 ? -1 : 0;
}

/* --- somebody who is invited --- */

char *letter_invitation(struct portal *p, struct store *s, const char *inviter)
{
	struct letter_text t = {0};
	struct applicant a;
	if (!applicant_find(p, s, inviter, &a))
		return xstrdup("");
	word_about(p, LETTER_INVITED, &a, NULL, &t);
	applicant_release(&a);
	char *text = t.text;
	t.text = NULL;
	letter_text_release(&t);
	return text;
}

/* As letter_write; 0 where the invitation was taken back, or somebody has confirmed the address meanwhile. */
static int invite(struct worker *w, const struct letter *l, struct letter_text *t, struct err *e)
{
	char persons[USERS_BY_TEXT][RECORD_ID_LENGTH + 1];
	struct applicant a;
	bool waits = invited_waits(&w->reader, l->who, l->address);
	int count = users_by_address(&w->reader, l->address, persons, e);
	if (count != 0 || !waits || !applicant_find(w->portal, &w->reader, l->who, &a))
		return count < 0 ? -1 : 0;
	t->to = xstrdup(l->address);
	word_about(w->portal, LETTER_INVITED, &a, NULL, t);
	applicant_release(&a);
	return 1;
}

int letter_write(struct worker *w, const struct letter *l, struct letter_text *t, struct err *e)
{
	struct reader r;
	char code[CODE_LENGTH + 1];
	int result = 0;
	*t = (struct letter_text){0};
	if (l->kind == LETTER_HEAD)
		return ask_head(w, l, t, e);
	if (l->kind == LETTER_INVITED)
		return invite(w, l, t, e);
	if (find_reader(&w->reader, l->who, &r))
		t->to = xstrdup(address_of(&w->reader, l, &r));
	if (t->to && *t->to) {
		result = keep_code(w, l, &r, code, e) < 0 ? -1 : 1;
		if (result == 1 && l->kind == LETTER_DECISION)
			word_decision(w->portal, l, &r, t);
		else if (result == 1 && l->kind == LETTER_DIGEST)
			result = word_digest(w, l, &r, t);
		else if (result == 1)
			word(w->portal, l, &r, code, t);
		wipe(code, sizeof code);
	}
	reader_release(&r);
	if (result != 1)
		letter_text_release(t);
	return result;
}
