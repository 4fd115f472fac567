/* Blobs: chunks that are there once, reads across them, copies, who may read, what is forgotten. */
#include "stores.h"

#include "twinline/records/blob.h"

static struct store s;
static int64_t one, two;

static void open_accounts(void)
{
	s = stores_open(STORE_PORTAL);
	stores_begin(&s);
	one = account_add(&s, NULL, ACCOUNT_PERSONAL, "one", E);
	two = account_add(&s, NULL, ACCOUNT_PERSONAL, "two", E);
	stores_commit(&s);
}

/* Bytes that differ from chunk to chunk; yours. */
static char *pattern(size_t len)
{
	char *bytes = xmalloc(len + 1);

	for (size_t i = 0; i < len; i++)
		bytes[i] = (char)(i * 7 + i / BLOB_CHUNK_MAX * 13);
	return bytes;
}

static struct blob written(const char *bytes, size_t len)
{
	struct blob b;

	stores_begin(&s);
	MUST(blob_write(&s, one, "pmeeeeee", "text/csv", bytes, len, STORES_NOW, &b, E));
	stores_commit(&s);
	return b;
}

static void test_sizes(void **state)
{
	static const size_t sizes[] = { 0, 1, BLOB_CHUNK_MAX - 1, BLOB_CHUNK_MAX, BLOB_CHUNK_MAX + 1, 3 * BLOB_CHUNK_MAX + 5 };

	(void)state;
	open_accounts();
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		size_t len = sizes[i];
		char *bytes = pattern(len), *read = xmalloc(len + 100);
		struct blob b = written(bytes, len), again;

		assert_int_equal(strlen(b.id), RECORD_ID_LENGTH);
		assert_true(blob_get(&s, one, b.id, &again));
		assert_int_equal(again.size, len);
		assert_string_equal(again.type, "text/csv");
		assert_string_equal(again.uploader, "pmeeeeee");
		assert_int_equal(again.created_at, STORES_NOW);
		assert_int_equal(blob_read(&s, one, b.id, 0, read, len + 100, E), len);
		assert_memory_equal(read, bytes, len);
		for (size_t from = 0; from < len; from += 30011) {
			size_t part = len - from < 70000 ? len - from : 70000;

			assert_int_equal(blob_read(&s, one, b.id, (int64_t)from, read, part, E), part);
			assert_memory_equal(read, bytes + from, part);
		}
		assert_int_equal(blob_read(&s, one, b.id, (int64_t)len, read, 10, E), 0);
		assert_int_equal(blob_read(&s, one, b.id, -1, read, 10, NULL), -1);
		assert_int_equal(blob_read(&s, two, b.id, 0, read, 10, NULL), -1); /* another account's */
		blob_release(&b);
		blob_release(&again);
		free(bytes);
		free(read);
	}
	stores_close(&s);
}

static void test_copies_share_chunks(void **state)
{
	char *bytes = pattern(2 * BLOB_CHUNK_MAX), *read = xmalloc(2 * BLOB_CHUNK_MAX), id[RECORD_ID_LENGTH + 1];
	struct blob b, same, copy;

	(void)state;
	open_accounts();
	copy = (struct blob){ .account = two, .created_at = STORES_NOW };
	b = written(bytes, 2 * BLOB_CHUNK_MAX);
	same = written(bytes, 2 * BLOB_CHUNK_MAX);
	assert_string_not_equal(b.id, same.id); /* an id tells nothing of the content */
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM chunk"), 2);
	stores_begin(&s);
	MUST(blob_copy(&s, one, b.id, &copy, E));
	assert_int_equal(blob_copy(&s, two, b.id, &(struct blob){ .account = one, .created_at = STORES_NOW }, NULL), -1);
	stores_commit(&s);
	stores_begin(&s);
	MUST(blob_copy(&s, one, b.id, &copy, E));
	stores_commit(&s);
	memcpy(id, copy.id, sizeof id);
	assert_string_not_equal(b.id, id);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM chunk"), 2);
	assert_int_equal(blob_read(&s, two, id, 0, read, 2 * BLOB_CHUNK_MAX, E), 2 * BLOB_CHUNK_MAX);
	assert_memory_equal(read, bytes, 2 * BLOB_CHUNK_MAX);
	blob_release(&b);
	blob_release(&same);
	free(bytes);
	free(read);
	stores_close(&s);
}

/* A message that names the blob, for the account's owner only. */
static void name_it(const char *id)
{
	struct record r = { .account = one, .type = record_type_find("Message") };

	r.body = xasprintf("{\"files\":[{\"blobId\":\"%s\",\"name\":\"x.csv\",\"type\":\"text/csv\",\"size\":3}]}", id);
	stores_begin(&s);
	MUST(record_write(&s, &r, true, E));
	stores_commit(&s);
	record_free(&r);
}

static void test_who_may_read(void **state)
{
	const int64_t tomorrow = STORES_NOW + 24 * 60 * 60;
	struct blob b;

	(void)state;
	open_accounts();
	b = written("abc", 3);
	assert_true(blob_may_read(&s, one, b.id, "pmeeeeee", ROLE_OWNER, STORES_NOW + 5)); /* just uploaded */
	assert_false(blob_may_read(&s, one, b.id, "pother22", ROLE_OWNER, STORES_NOW + 5));
	assert_false(blob_may_read(&s, one, b.id, "pmeeeeee", ROLE_OWNER, tomorrow));
	assert_false(blob_may_read(&s, two, b.id, "pmeeeeee", ROLE_OWNER, STORES_NOW));
	assert_false(blob_may_read(&s, one, "bnowhere", "pmeeeeee", ROLE_OWNER, STORES_NOW));
	name_it(b.id);
	assert_true(blob_may_read(&s, one, b.id, "pmeeeeee", ROLE_OWNER, tomorrow));
	assert_false(blob_may_read(&s, one, b.id, "pother22", ROLE_TEACHER, tomorrow)); /* who may not see the message */
	blob_release(&b);
	stores_close(&s);
}

static void test_forgotten(void **state)
{
	struct blob named, unnamed, fresh;

	(void)state;
	open_accounts();
	named = written("named", 5);
	unnamed = written("unnamed", 7);
	name_it(named.id);
	stores_begin(&s);
	MUST(blob_write(&s, one, "pmeeeeee", NULL, "fresh", 5, STORES_NOW + 100, &fresh, E));
	assert_int_equal(blobs_prune(&s, STORES_NOW + 50, E), 1);
	assert_int_equal(blobs_prune(&s, STORES_NOW + 50, E), 0);
	stores_commit(&s);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM chunk"), 2);
	blob_release(&named);
	blob_release(&unnamed);
	assert_true(blob_get(&s, one, fresh.id, &unnamed));
	blob_release(&unnamed);
	blob_release(&fresh);
	stores_close(&s);
}

/* A blob of pieces is their bytes in a row, by reference where chunks are whole and not tiny. */
static void test_joined(void **state)
{
	char *bytes = pattern(3 * BLOB_CHUNK_MAX), *expected = xmalloc(5 * BLOB_CHUNK_MAX), *read = xmalloc(5 * BLOB_CHUNK_MAX);
	char type[] = "text/csv", me[] = "pmeeeeee";
	struct blob b, tiny, joined = { 0 };
	size_t len = 0;

	(void)state;
	open_accounts();
	b = written(bytes, 3 * BLOB_CHUNK_MAX);
	tiny = written("tiny", 4);
	const struct blob_piece pieces[] = {
		{ .id = b.id, .start = 0, .len = 3 * BLOB_CHUNK_MAX },                      /* by reference */
		{ .id = tiny.id, .start = 1, .len = 2 }, { .id = tiny.id, .start = 0, .len = 4 },
		{ .bytes = "said here", .len = 9 }, { .bytes = "", .len = 0 },
		{ .id = b.id, .start = 100, .len = BLOB_CHUNK_MAX + 200 },                   /* cut at both ends */
		{ .id = b.id, .start = BLOB_CHUNK_MAX, .len = 0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(pieces); i++) {
		const char *from = pieces[i].bytes ? pieces[i].bytes : pieces[i].id == tiny.id ? "tiny" : bytes;

		memcpy(expected + len, from + pieces[i].start, (size_t)pieces[i].len);
		len += (size_t)pieces[i].len;
	}
	joined = (struct blob){ .account = one, .type = type, .created_at = STORES_NOW, .uploader = me };
	stores_begin(&s);
	MUST(blob_join(&s, &joined, pieces, ARRAY_SIZE(pieces), E));
	stores_commit(&s);
	assert_int_equal(joined.size, len);
	assert_int_equal(blob_read(&s, one, joined.id, 0, read, 5 * BLOB_CHUNK_MAX, E), len);
	assert_memory_equal(read, expected, len);
	/* Of the file of three chunks, the tiny one's, and what was cut and joined: a chunk and the rest of it. */
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM chunk"), 3 + 1 + 2);
	blob_release(&b);
	blob_release(&tiny);
	free(bytes);
	free(read);
	free(expected);
	stores_close(&s);
}

static void test_digests(void **state)
{
	char whole[DIGEST_BASE64_SIZE], part[DIGEST_BASE64_SIZE], *bytes = pattern(2 * BLOB_CHUNK_MAX);
	struct digest *d = digest_new();
	struct blob b;

	(void)state;
	open_accounts();
	b = written(bytes, 2 * BLOB_CHUNK_MAX);
	digest_add(d, bytes, 2 * BLOB_CHUNK_MAX);
	digest_end(d, whole);
	MUST(blob_digest(&s, &b, 0, b.size, part, E));
	assert_string_equal(part, whole);
	blob_release(&b);
	b = written("abcdef", 6);
	MUST(blob_digest(&s, &b, 0, 3, part, E));
	assert_string_equal(part, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="); /* "abc", FIPS 180-2 */
	assert_int_equal(blob_digest(&s, &b, 4, 3, part, NULL), -1);
	blob_release(&b);
	free(bytes);
	stores_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_sizes),
		TEST(test_copies_share_chunks),
		TEST(test_who_may_read),
		TEST(test_forgotten),
		TEST(test_joined),
		TEST(test_digests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
