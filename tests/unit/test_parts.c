/* Files on their way: gaps between parts, parts that the portal has forgotten, wishes that are stopped and gone on with, old ones. */
#include "stores.h"

#include "twinline/records/blob.h"
#include "twinline/records/download.h"
#include "twinline/records/upload.h"

enum { KB = 1024, SIZE = 100 * KB, DAY = 24 * 60 * 60 };

static struct store s;
static int64_t account;
static char *bytes;

static void open_replica(void)
{
	s = stores_open(STORE_REPLICA);
	stores_begin(&s);
	account = account_add(&s, "aaaaaaaa", ACCOUNT_PERSONAL, "mine", E);
	stores_commit(&s);
	bytes = xmalloc(SIZE);
	for (int i = 0; i < SIZE; i++)
		bytes[i] = (char)(i * 13 + i / 997);
}

static void close_replica(void)
{
	free(bytes);
	stores_close(&s);
}

/* --- up --- */

static void arrive(const struct upload *u, int64_t start, int64_t size, int64_t now)
{
	struct upload_part part = { .start = start, .size = size };

	snprintf(part.remote, sizeof part.remote, "r%07u", (unsigned)(start / KB) % 10000000);
	stores_begin(&s);
	MUST(upload_part_done(&s, u, &part, now, E));
	stores_commit(&s);
}

static void lose(const struct upload *u, const char *remote)
{
	stores_begin(&s);
	MUST(upload_part_lost(&s, u, remote, E));
	stores_commit(&s);
}

#define assert_gap(u, now, from, length)                                        \
	do {                                                                    \
		int64_t start_, len_;                                           \
		assert_true(upload_gap(&s, u, now, &start_, &len_));            \
		assert_int_equal(start_, from);                                 \
		assert_int_equal(len_, length);                                 \
	} while (0)

static void test_gaps_of_an_upload(void **state)
{
	struct upload u = { .size = SIZE };
	struct upload_part *parts;
	int64_t start, len;
	struct json *file;

	(void)state;
	open_replica();
	file = upload_add(&s, account, "a.bin", bytes, SIZE, E);
	u.account = account;
	snprintf(u.blob, sizeof u.blob, "%s", json_get_text(file, "blobId"));
	assert_gap(&u, STORES_NOW, 0, SIZE);
	arrive(&u, 0, 16 * KB, STORES_NOW);
	assert_gap(&u, STORES_NOW, 16 * KB, SIZE - 16 * KB);
	arrive(&u, 40 * KB, 10 * KB, STORES_NOW);
	assert_gap(&u, STORES_NOW, 16 * KB, 24 * KB);
	arrive(&u, 16 * KB, 24 * KB, STORES_NOW);
	arrive(&u, 50 * KB, 50 * KB, STORES_NOW);
	assert_false(upload_gap(&s, &u, STORES_NOW, &start, &len));
	assert_int_equal(upload_arrived(&s, &u, STORES_NOW), SIZE);
	assert_int_equal(upload_parts(&s, &u, STORES_NOW, &parts, E), 4);
	assert_string_equal(parts[1].remote, "r0000016");
	assert_int_equal(parts[1].size, 24 * KB);
	/* One is gone at the portal; after most of a day all count as gone. */
	lose(&u, "r0000016");
	assert_gap(&u, STORES_NOW, 16 * KB, 24 * KB);
	assert_gap(&u, STORES_NOW + 21 * 60 * 60, 0, SIZE);
	lose(&u, NULL);
	assert_int_equal(upload_arrived(&s, &u, STORES_NOW), 0);
	free(parts);
	json_free(file);
	close_replica();
}

static void test_a_file_of_no_bytes_has_one_part(void **state)
{
	struct upload u = { 0 };
	int64_t start, len;
	struct json *file;

	(void)state;
	open_replica();
	file = upload_add(&s, account, "empty.txt", "", 0, E);
	u.account = account;
	snprintf(u.blob, sizeof u.blob, "%s", json_get_text(file, "blobId"));
	assert_gap(&u, STORES_NOW, 0, 0);
	arrive(&u, 0, 0, STORES_NOW);
	assert_false(upload_gap(&s, &u, STORES_NOW, &start, &len));
	json_free(file);
	close_replica();
}

/* --- down --- */

static void want(const char *blob, int64_t now)
{
	stores_begin(&s);
	MUST(download_want(&s, account, blob, "image/png", SIZE, now, E));
	stores_commit(&s);
}

static int come(struct download *d, int64_t start, int64_t size)
{
	int whole;

	stores_begin(&s);
	whole = download_keep(&s, d, start, bytes + start, (size_t)size, STORES_NOW, E);
	stores_expect(whole, E, "download_keep");
	stores_commit(&s);
	return whole;
}

static void stop(const char *blob, const struct err *cause)
{
	stores_begin(&s);
	MUST(download_stop(&s, account, blob, cause, E));
	stores_commit(&s);
}

static void test_a_file_is_here_when_all_parts_are(void **state)
{
	struct download d;
	char *read = xmalloc(SIZE);
	int64_t len;

	(void)state;
	open_replica();
	assert_false(download_next(&s, &d));
	want("bfile222", STORES_NOW);
	want("blater22", STORES_NOW + 1);
	assert_true(download_next(&s, &d));
	assert_string_equal(d.blob, "bfile222");
	assert_int_equal(download_gap(&s, &d, &len), 0);
	assert_int_equal(len, SIZE);
	assert_int_equal(come(&d, 0, 10 * KB), 0);
	assert_int_equal(come(&d, 80 * KB, 20 * KB), 0);
	assert_int_equal(d.done, 30 * KB);
	assert_false(blob_has(&s, account, "bfile222")); /* not before all of it is here */
	assert_int_equal(blob_read(&s, account, "bfile222", 0, read, SIZE, NULL), -1);
	assert_int_equal(store_check(&s, stores_print_finding, NULL, E), 0);
	assert_int_equal(download_gap(&s, &d, &len), 10 * KB);
	assert_int_equal(len, 70 * KB);
	assert_int_equal(come(&d, 10 * KB, 70 * KB), 1);
	assert_int_equal(blob_read(&s, account, "bfile222", 0, read, SIZE, E), SIZE);
	assert_memory_equal(read, bytes, SIZE);
	download_release(&d);
	assert_false(download_get(&s, account, "bfile222", &d));
	assert_true(download_next(&s, &d));
	assert_string_equal(d.blob, "blater22");
	/* A portal that sends all of it, where a part was there. */
	assert_int_equal(come(&d, 0, 10 * KB), 0);
	assert_int_equal(come(&d, 0, SIZE), 1);
	download_release(&d);
	free(read);
	close_replica();
}

static void test_stopped_and_gone_on_with(void **state)
{
	const struct err full = { .code = ERR_DISK_FULL };
	struct download d;

	(void)state;
	open_replica();
	want("bfile222", STORES_NOW);
	assert_true(download_next(&s, &d));
	come(&d, 0, 30 * KB);
	download_release(&d);
	stop("bfile222", &full);
	assert_false(download_next(&s, &d));
	assert_true(download_get(&s, account, "bfile222", &d));
	assert_int_equal(d.state, DOWNLOAD_STOPPED);
	assert_int_equal(d.cause.code, ERR_DISK_FULL);
	assert_int_equal(d.done, 30 * KB);
	download_release(&d);
	want("bfile222", STORES_NOW + 60);
	assert_true(download_next(&s, &d));
	assert_int_equal(d.done, 30 * KB);
	assert_int_equal(d.cause.code, ERR_OK);
	download_release(&d);
	close_replica();
}

/* A week after somebody asked last, what came of a file is forgotten, but no chunk that another one has too. */
static void test_old_ones_are_forgotten(void **state)
{
	struct download d, other;

	(void)state;
	open_replica();
	want("bfile222", STORES_NOW);
	assert_true(download_next(&s, &d));
	come(&d, 0, 30 * KB);
	come(&d, 40 * KB, 10 * KB);
	stop("bfile222", NULL);
	want("bother22", STORES_NOW + DAY);
	assert_true(download_next(&s, &other));
	come(&other, 0, 30 * KB);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM chunk"), 2);
	want("bthird22", STORES_NOW + 7 * DAY + 1);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM download"), 2);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM blob_chunk"), 1);
	assert_int_equal(stores_number(&s, "SELECT count(*) FROM chunk"), 1);
	download_release(&d);
	download_release(&other);
	close_replica();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_gaps_of_an_upload),
		TEST(test_a_file_of_no_bytes_has_one_part),
		TEST(test_a_file_is_here_when_all_parts_are),
		TEST(test_stopped_and_gone_on_with),
		TEST(test_old_ones_are_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
