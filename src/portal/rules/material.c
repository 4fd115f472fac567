/* Materials: a file in a folder, by whoever may add one; the digest by which anybody can check it is the portal's word. */
#include "space.h"

#include <string.h>

#include "../talk.h"
#include "twinline/base/crypto.h"
#include "twinline/base/str.h"
#include "twinline/records/blob.h"

enum { FOLDERS_DEEP = 8 };

/* --- where it lies --- */

/* Adds the next name of a path to out, without blanks around it; false for one that leads out of the folder. */
static bool add_name(struct str *out, const char *name, size_t len)
{
	for (; len > 0 && *name == ' '; len--)
		name++;
	while (len > 0 && name[len - 1] == ' ')
		len--;
	if (len == 0 || (len == 1 && *name == '.'))
		return true;
	if (len == 2 && memcmp(name, "..", 2) == 0)
		return false;
	str_add(out, out->len ? "/" : "");
	str_addn(out, name, len);
	return true;
}

static int set_folder(const struct write *w, struct json *body, struct refusal *why)
{
	const char *folder = json_get_text(body, "folder");
	struct str path = {0};
	bool right = true;
	int names = 0;
	for (const char *at = folder; right && at && *at; at += *at == '/') {
		size_t len = strcspn(at, "/");
		right = add_name(&path, at, len) && ++names <= FOLDERS_DEEP;
		at += len;
	}
	if (right && path.len)
		json_set_string(body, "folder", path.text);
	else if (right)
		json_remove(body, "folder");
	str_release(&path);
	return right ? 0 : refuse_field(why, w->type, "folder", ERR_FIELD_FORMAT, folder);
}

/* A name is no path. */
static int check_name(const struct write *w, const struct json *body, struct refusal *why)
{
	const char *name = json_get_text(body, "title");
	bool right = name && !strchr(name, '/') && !text_equal(name, ".") && !text_equal(name, "..");
	return right ? 0 : refuse_field(why, w->type, "title", ERR_FIELD_FORMAT, name);
}

/* --- its bytes --- */

static int set_digest(const struct write *w, struct json *body, struct refusal *why)
{
	const char *id = json_get_text(json_first(json_get(body, "file")), "blobId");
	char base64[DIGEST_BASE64_SIZE];
	struct blob b = {0};
	if (!id || !blob_get(w->s, w->account->account.local, id, &b))
		return refuse_field(why, w->type, "file", ERR_FIELD_REFERENCE, id);
	int result = blob_digest(w->s, &b, 0, b.size, base64, &why->cause);
	if (result == 0)
		json_set_string(body, "digest", base64);
	blob_release(&b);
	return result;
}

/* --- making and changing --- */

static int create(const struct write *w, struct json *body, struct record *r, struct refusal *why)
{
	if (space_check(w, RIGHT_MATERIAL, why) < 0 || space_check_readers(w, NULL, body, why) < 0 || check_name(w, body, why) < 0 ||
	    set_folder(w, body, why) < 0 || set_digest(w, body, why) < 0)
		return -1;
	space_default(body, "readers", "members");
	return space_add(w, body, r, why);
}

static int check_change(const struct write *w, const struct json *before, struct json *body, struct refusal *why)
{
	if (space_check(w, RIGHT_MATERIAL, why) < 0 || space_check_mine(w, before, why) < 0 ||
	    space_check_readers(w, before, body, why) < 0 || check_name(w, body, why) < 0 || set_folder(w, body, why) < 0)
		return -1;
	return json_equal(json_get(before, "file"), json_get(body, "file")) ? 0 : set_digest(w, body, why);
}

static int update(const struct write *w, const struct record *r, struct json *body, struct refusal *why)
{
	return space_update(w, r, body, check_change, why);
}

static int destroy(const struct write *w, struct record *r, struct refusal *why)
{
	struct json *body = json_parse_own(r->body);
	int result = space_check(w, RIGHT_MATERIAL, why) < 0 ? -1 : space_check_mine(w, body, why);
	json_free(body);
	if (result == 0)
		result = talk_follow(w->s, r, 0, &why->cause);
	return result == 0 ? record_destroy(w->s, r, &why->cause) : -1;
}

static int updated(const struct write *w, const struct record *r, struct refusal *why)
{
	return talk_follow(w->s, r, r->audience, &why->cause);
}

const struct rules rules_material = {
	.audience = space_audience, .create = create, .update = update, .updated = updated, .destroy = destroy,
};
