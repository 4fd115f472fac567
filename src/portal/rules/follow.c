/* Following: of one person or one project, without asking; whoever is followed is told once. */
#include "rule.h"

#include "twinline/base/str.h"

/* Founders are told of who follows their project, as a person is. */
static int tell(const struct write *w, const struct json *body, struct refusal *why)
{
	const struct json *person = json_get(body, "person"), *project = json_get(body, "project");
	const char *id = json_get_text(person ? person : project, "id");
	const struct notice n = {
		.kind = "follower", .about = person ? TYPE_Person : TYPE_Project, .id = person ? w->viewer->user.person : id,
		.title = json_get_text(project, "name"),
	};
	struct record r;
	if (person)
		return rule_notify(w, id, &n, why);
	if (!project_find(w->s, id, &r))
		return 0;
	struct json *tree = json_parse_own(r.body);
	int result = 0;
	for (const struct json *i = json_first(json_get(tree, "founders")); i && result == 0; i = json_next(i))
		result = rule_notify(w, json_get_text(i, "id"), &n, why);
	json_free(tree);
	record_free(&r);
	return result;
}

static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	const char *person = json_get_text(json_get(body, "person"), "id");
	const char *project = json_get_text(json_get(body, "project"), "id");
	if (rule_check_validated(w, why) < 0)
		return -1;
	if (!person == !project)
		return refuse_field(why, w->type, "person", ERR_FIELD_REQUIRED, NULL);
	if (rule_is_me(w, person))
		return refuse_field(why, w->type, "person", ERR_FIELD_REFERENCE, person);
	if (rule_find_by(w, w->viewer->user.account, TYPE_Follow, person ? "person" : "project", person ? person : project, r))
		return 0;
	*r = (struct record){.account = w->viewer->user.account, .type = w->type};
	rule_set_now(w, body, "since");
	return rule_write(w, r, json_copy(body), true, why) < 0 ? -1 : tell(w, body, why);
}

const struct rules rules_follow = {.create = create};
