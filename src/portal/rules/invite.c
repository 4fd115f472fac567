/*
 * Invitations by e-mail address. Whoever is registered with it, newcomers too, has the same message as others who are invited; where
 * nobody is, one letter goes to the address, and the invitation waits. Who invites sees the same in both cases: an address is never
 * looked up for anybody.
 */
#include <stdio.h>
#include <stdlib.h>

#include "invite.h"

#include "../letter.h"
#include "../post.h"
#include "twinline/base/clock.h"
#include "twinline/base/log.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"

enum { DAY_MOST = 20 }; /* addresses that one person invites within a day */

/* The Member of an invitation, if it is there: its row's number is given out again. Free with record_free. */
static bool find_member(struct store *s, const struct invited *i, struct record *r)
{
	*r = (struct record){0};
	if (!record_by_local(s, i->record, r))
		return false;
	if (r->type->index == TYPE_Member && r->audience == AUDIENCE_AUTHOR && text_equal(r->author, i->inviter))
		return true;
	record_free(r);
	return false;
}

/* --- to whom it comes --- */

static struct json *message_of(const struct write *w, const struct record *member, const char *person)
{
	struct json *message = json_new_object(), *asked = json_parse_own(member->body), *card = rule_card(w, person);
	json_push(json_set(message, "to", json_new_array()), rule_party(person, card));
	json_set_string(message, "kind", "invitation");
	json_set(message, "project", project_party(w, member->account));
	if (json_get(asked, "text"))
		json_set(message, "text", json_copy(json_get(asked, "text")));
	json_free(card);
	json_free(asked);
	return message;
}

/* As if it came from a contact; nothing comes to who is in the project already. */
static int hand(const struct write *w, const struct invited *i, const struct record *member, const char *person, struct refusal *why)
{
	int64_t account = rule_account(w, person);
	struct record there = {0};
	bool has = !account || rule_is_me(w, person) || member_role(w->s, member->account, person) != ROLE_COUNT ||
	           message_find(w, account, i->uid, &there);
	record_free(&there);
	if (has)
		return 0;
	struct json *message = message_of(w, member, person);
	const struct json *project = json_get(message, "project");
	const struct notice n = {
		.kind = "projectInvitation", .about = TYPE_Project, .id = json_get_text(project, "id"), .title = json_get_text(project, "name"),
	};
	int result = message_hand(w, i->uid, message, account, why);
	if (result == 0)
		result = rule_notify(w, person, &n, why);
	json_free(message);
	return result;
}

/* How many have the address, or -1. */
static int reach(const struct write *w, const struct invited *i, const struct record *member, struct refusal *why)
{
	char persons[USERS_BY_TEXT][RECORD_ID_LENGTH + 1];
	int count = users_by_address(w->s, i->address, persons, &why->cause);
	for (int k = 0; k < count; k++)
		if (hand(w, i, member, persons[k], why) < 0)
			return -1;
	return count;
}

/* --- inviting --- */

/* An invitation of the same one to the same address that waits already. */
static bool find_waiting(const struct write *w, const char *address, struct record *r)
{
	struct invited *rows;
	int count = invited_list(w->s, INVITED_FOR, address, INT64_MAX, &rows, NULL);
	bool found = false;
	for (int i = 0; i < count; i++) {
		if (!found && rule_is_me(w, rows[i].inviter) && find_member(w->s, &rows[i], r)) {
			found = r->account == w->account->account.local;
			if (!found)
				record_free(r);
		}
		invited_release(&rows[i]);
	}
	free(rows);
	return found;
}

static int check_many(const struct write *w, struct refusal *why)
{
	char most[12];
	snprintf(most, sizeof most, "%d", DAY_MOST);
	if (invited_count(w->s, w->viewer->user.person, w->now - PORTAL_DAY) < DAY_MOST)
		return 0;
	return rule_refuse(why, ERR_MANY_INVITED, most);
}

/* A portal that sends no letters shows what it would have written, whoever has the address. */
static void show_letter(const struct write *w, struct json *body)
{
	if (w->portal->post)
		return;
	char *text = letter_invitation(w->portal, w->s, w->viewer->user.person);
	json_set_string(body, "word", text);
	free(text);
}

static int write_member(const struct write *w, struct json *body, const char *address, struct record *r, struct refusal *why)
{
	struct json *me = rule_card(w, w->viewer->user.person);
	json_set_string(body, "email", address);
	json_set_string(body, "state", "invited");
	json_set(body, "invitedBy", rule_party(w->viewer->user.person, me));
	rule_set_now(w, body, "since");
	show_letter(w, body);
	json_free(me);
	*r = (struct record){.account = w->account->account.local, .type = w->type, .audience = AUDIENCE_AUTHOR};
	return rule_write(w, r, json_copy(body), true, why);
}

static int send(const struct write *w, struct invited *i, const struct record *member, struct refusal *why)
{
	int count = reach(w, i, member, why);
	i->is_mailed = count == 0 && w->portal->post && w->portal->registers && !invited_is_mailed(w->s, i->address);
	if (count < 0 || (i->is_mailed && post_add(w->portal, LETTER_INVITED, i->inviter, i->address, &why->cause) < 0))
		return -1;
	/* Who has invited how often can be seen, and not whom. */
	log_info("invitation", "by address person=%s project=%s", i->inviter, w->account->account.id);
	return invited_add(w->s, i, &why->cause);
}

int invite_create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	char uid[MESSAGE_UID_SIZE], *address = user_sign_in_name(json_get_text(body, "email"));
	int result = 0;
	if (json_get(body, "person"))
		result = refuse_field(why, w->type, "person", ERR_FIELD_SERVER_SET, NULL);
	else if (!find_waiting(w, address, r) && (result = check_many(w, why)) == 0)
		result = write_member(w, body, address, r, why);
	struct invited fresh = {0};
	if (result == 0 && !invited_by_record(w->s, r->local, &fresh)) {
		message_draw_uid(w->s, uid);
		fresh = (struct invited){
			.uid = xstrdup(uid), .record = r->local, .inviter = xstrdup(w->viewer->user.person), .address = xstrdup(address), .at = w->now,
		};
		result = send(w, &fresh, r, why);
	}
	invited_release(&fresh);
	free(address);
	return result;
}

/* --- the answer --- */

bool invite_find(const struct write *w, const struct json *message, struct invited *i, struct record *member)
{
	*member = (struct record){0};
	if (!invited_by_uid(w->s, json_get_text(message, "messageUid"), i))
		return false;
	if (find_member(w->s, i, member) && text_equal(json_get_text(json_get(message, "from"), "id"), i->inviter))
		return true;
	record_free(member);
	invited_release(i);
	return false;
}

struct json *invite_place(const struct write *w, const struct record *member)
{
	struct json *asked = json_parse_own(member->body), *place = json_new_object(), *card = rule_card(w, w->viewer->user.person);
	json_set(place, "person", rule_party(w->viewer->user.person, card));
	if (json_get(card, "school"))
		json_set(place, "school", json_copy(json_get(card, "school")));
	json_set_string(place, "role", json_get_text(asked, "role"));
	json_set(place, "invitedBy", json_copy(json_get(asked, "invitedBy")));
	json_free(card);
	json_free(asked);
	return place;
}

int invite_end(const struct write *w, const struct invited *i, const char *answering, struct refusal *why)
{
	char persons[USERS_BY_TEXT][RECORD_ID_LENGTH + 1];
	struct record member;
	int count = users_by_address(w->s, i->address, persons, &why->cause), result = count < 0 ? -1 : 0;
	for (int k = 0; k < count && result == 0; k++)
		if (!text_equal(persons[k], answering))
			result = message_close(w, persons[k], i->uid, "withdrawn", why);
	if (result == 0 && find_member(w->s, i, &member)) {
		result = record_destroy(w->s, &member, &why->cause);
		record_free(&member);
	}
	return result == 0 ? invited_end(w->s, i->uid, &why->cause) : -1;
}

int invite_end_alike(const struct write *w, const struct invited *i, int64_t account, struct refusal *why)
{
	struct invited *rows;
	int count = invited_list(w->s, INVITED_FOR, i->address, INT64_MAX, &rows, &why->cause), result = count < 0 ? -1 : 0;
	for (int k = 0; k < count; k++) {
		struct record member;
		if (result == 0 && find_member(w->s, &rows[k], &member)) {
			if (member.account == account && !text_equal(rows[k].uid, i->uid))
				result = invite_end(w, &rows[k], NULL, why);
			record_free(&member);
		}
		invited_release(&rows[k]);
	}
	free(rows);
	return result;
}

/* --- an address is confirmed --- */

/* Hands it over as its inviter, who may have left the project. */
static int arrive(struct portal *p, const struct invited *i, const char *person, struct refusal *why)
{
	struct store *s = &p->writer;
	struct user inviter = {0};
	struct viewer v;
	struct record member = {0};
	int copies = 0, result = 0;
	if (!find_member(s, i, &member) || !user_by_person(s, i->inviter, &inviter)) {
		record_free(&member);
		return 0;
	}
	if (viewer_of_user(s, &inviter, &v, &why->cause) == 0) {
		struct write w = {.portal = p, .s = s, .search = p->search, .viewer = &v, .account = v.accounts, .type = &record_types[TYPE_Member],
		                  .now = clock_now(), .copies = &copies};
		result = hand(&w, i, &member, person, why);
		viewer_release(&v);
	} else {
		result = -1;
	}
	user_release(&inviter);
	record_free(&member);
	return result;
}

/* Calls take for some of them. How many there were, or -1 with e. */
struct each { enum invited_list which; const char *text; int64_t before; };
static int for_each(struct store *s, const struct each *of, int (*take)(void *context, struct invited *i, struct refusal *why),
                    void *context, struct err *e)
{
	struct refusal why = {0};
	struct invited *rows;
	int count = invited_list(s, of->which, of->text, of->before, &rows, e), result = count < 0 ? -1 : 0;
	for (int i = 0; i < count; i++) {
		if (result == 0 && take(context, &rows[i], &why) < 0)
			result = -1;
		invited_release(&rows[i]);
	}
	free(rows);
	if (result < 0 && count >= 0)
		err_move(e, &why.cause);
	refusal_release(&why);
	return result < 0 ? -1 : count;
}

struct arrival { struct portal *p; const char *person; };

static int arrive_each(void *context, struct invited *i, struct refusal *why)
{
	const struct arrival *a = context;
	return arrive(a->p, i, a->person, why);
}

int invited_arrive(struct portal *p, const char *person, const char *address, struct err *e)
{
	char *small = user_sign_in_name(address);
	struct arrival a = {.p = p, .person = person};
	const struct each waiting = {.which = INVITED_FOR, .text = small, .before = INT64_MAX};
	int count = small && *small ? for_each(&p->writer, &waiting, arrive_each, &a, e) : 0;
	free(small);
	return count < 0 ? -1 : 0;
}

/* --- the end of it --- */

struct ending { struct store *s; int64_t account; };

static int end_each(void *context, struct invited *i, struct refusal *why)
{
	const struct ending *x = context;
	const struct write w = {.s = x->s, .now = clock_now()};
	struct record member = {0};
	bool is = !x->account || (find_member(x->s, i, &member) && member.account == x->account);
	record_free(&member);
	return is ? invite_end(&w, i, NULL, why) : 0;
}

int invited_take_back(struct store *s, const char *inviter, int64_t account, struct err *e)
{
	struct ending x = {.s = s, .account = account};
	const struct each sent = {.which = INVITED_BY, .text = inviter, .before = INT64_MAX};
	return for_each(s, &sent, end_each, &x, e) < 0 ? -1 : 0;
}

static int forget_each(void *context, struct invited *i, struct refusal *why)
{
	const struct ending *x = context;
	if (i->record && end_each(context, i, why) < 0)
		return -1;
	return invited_forget(x->s, i->uid, &why->cause);
}

int invited_prune(struct store *s, int64_t before, struct err *e)
{
	struct ending x = {.s = s};
	const struct each old = {.which = INVITED_BEFORE, .before = before};
	int count = for_each(s, &old, forget_each, &x, e);
	return count > 0 ? 1 : count;
}
