/* Whether a login takes its processes along when it ends, as the files of systemd-logind say it. */
#include "lib/suite.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/session.h"

static char root[] = "/tmp/session.XXXXXX";

static void write_below(const char *name, const char *text)
{
	char *path = xasprintf("%s%s", root, name), *directory = xstrdup(path);

	*strrchr(directory, '/') = '\0';
	assert_int_equal(file_make_dirs(directory, NULL), 0);
	assert_int_equal(file_write(path, text, strlen(text), 0600, NULL), 0);
	free(path);
	free(directory);
}

static void the_last_word_counts_and_only_in_a_login(void **state)
{
	static const char main_file[] = "/etc/systemd/logind.conf", dropped_in[] = "/etc/systemd/logind.conf.d/50-lab.conf";
	bool is_root = getuid() == 0; /* whom logind spares */

	(void)state;
	assert_non_null(mkdtemp(root));
	assert_false(session_ends_processes(root));
	write_below("/proc/self/cgroup", "0::/user.slice/user-1000.slice/session-3.scope\n");
	assert_false(session_ends_processes(root));
	write_below(main_file, "[Login]\n#KillUserProcesses=yes\n");
	assert_false(session_ends_processes(root));
	write_below(main_file, "[Login]\nKillUserProcesses = yes\n");
	assert_int_equal(session_ends_processes(root), !is_root);
	write_below(dropped_in, "[Login]\nKillUserProcesses=no\n");
	assert_false(session_ends_processes(root));
	write_below(dropped_in, "[Login]\nKillUserProcesses=no\nKillUserProcesses=true\n");
	assert_int_equal(session_ends_processes(root), !is_root);
	write_below("/proc/self/cgroup", "0::/user.slice/user-1000.slice/user@1000.service/app.slice/run-u1.scope\n");
	assert_false(session_ends_processes(root));
	assert_int_equal(file_remove_tree(root, NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_last_word_counts_and_only_in_a_login) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
