/* Letters with files between two people. */
#include "lib/suite.h"

#include <stdlib.h>

#include "lib/two_files.h"
#include "twinline/base/mem.h"
#include "twinline/base/str.h"
#include "twinline/records/upload.h"

int64_t two_write_with(struct two *t, const char *subject, struct json *files_taken)
{
	struct json *message = json_new_object();
	struct err e = { 0 };
	json_set_string(json_push(json_set(message, "to", json_new_array()), json_new_object()), "id", t->pair.reading.person);
	json_set_string(message, "subject", subject);
	json_set_string(message, "text", "Here it is.");
	json_set(message, "files", files_taken);
	assert_int_equal(db_begin(t->s.db, &e), 0);
	int64_t entry = outbox_create(&t->s, t->account, &record_types[TYPE_Message], message, 0, &e);
	assert_true(entry > 0);
	assert_int_equal(db_commit(t->s.db, &e), 0);
	json_free(message);
	return entry;
}

struct json *two_file(struct two *t, const char *name, const char *bytes, size_t len)
{
	struct json *files = json_new_array();
	struct err e = { 0 };
	struct json *file = upload_add(&t->s, t->account, name, bytes, len, &e);
	assert_non_null(file);
	json_push(files, file);
	return files;
}

struct json *two_letter(struct two *t, const char *subject)
{
	struct json *arguments = json_new_object(), *found = NULL;
	json_set_string(arguments, "accountId", t->pair.reading.account);
	json_set(arguments, "ids", json_new_null());
	struct json *got = portal_client_call(&t->pair.reading, "Message/get", arguments);
	for (const struct json *m = json_first(json_get(got, "list")); m; m = json_next(m))
		if (text_equal(json_get_text(m, "subject"), subject)) {
			assert_null(found);
			found = json_copy(m);
		}
	assert_non_null(found);
	json_free(got);
	return found;
}

void two_assert_file(struct two *t, const struct json *letter, int place, const char *name, const char *bytes, size_t len)
{
	const struct json *file = json_at(json_get(letter, "files"), (size_t)place);
	struct str body = { 0 };
	assert_string_equal(json_get_text(file, "name"), name);
	assert_int_equal(json_get_integer(file, "size", 0), len);
	char *path = xasprintf("/jmap/download/%s/%s/x", t->pair.reading.account, json_get_text(file, "blobId"));
	portal_client_send(&t->pair.reading, "GET", path, NULL);
	assert_int_equal(portal_client_receive(&t->pair.reading, &body), 200);
	assert_int_equal(body.len, len);
	assert_memory_equal(body.text, bytes, len);
	str_release(&body);
	free(path);
}

char *two_many_bytes(size_t len)
{
	char *bytes = xmalloc(len + 1);
	for (size_t i = 0; i < len; i++)
		bytes[i] = (char)(i * 7 + i / 251);
	return bytes;
}
