/* The engine's door: who comes at the last moment is let in, however many they are. */
#include "lib/suite.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "../../src/sync/faces.h"
#include "twinline/base/mem.h"

static int comes(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	assert_true(fd >= 0 && strlen(path) < sizeof address.sun_path);
	memcpy(address.sun_path, path, strlen(path) + 1);
	assert_int_equal(connect(fd, (const struct sockaddr *)&address, sizeof address), 0);
	return fd;
}

static void all_who_wait_at_a_closing_door_are_let_in(void **state)
{
	(void)state;
	char *path = xasprintf("%s/door", getenv("HOME"));
	struct faces f;
	char byte;
	assert_int_equal(faces_open(&f, path, NULL), 0);
	int first = comes(path), second = comes(path);
	assert_false(faces_shut(&f));
	assert_int_equal(f.count, 2);
	assert_int_equal(recv(second, &byte, 1, MSG_DONTWAIT), -1); /* open, with nothing said yet */
	int later = comes(path);
	assert_non_null(faces_accept(&f));
	while (f.count > 0)
		faces_remove(&f, 0);
	assert_true(faces_shut(&f));
	assert_int_not_equal(access(path, F_OK), 0);
	faces_close(&f);
	close(first);
	close(second);
	close(later);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_who_wait_at_a_closing_door_are_let_in),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
