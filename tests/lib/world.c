/* A small world: portal, relay, engine and a signed-in profile in one directory. */
#include "lib/world.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/process.h"
#include "twinline/base/clock.h"
#include "twinline/base/file.h"
#include "twinline/base/mem.h"
#include "twinline/base/settings.h"
#include "twinline/base/str.h"

enum { WORLD_PATIENCE_MS = 60000, LINE_MAX_BYTES = 256 };

/* The teacher that every demo portal has, and where it keeps the password. */
static const char demo_name[] = "demo", password_file[] = "demo-password";

/* --- programs -------------------------------------------------------------------------------- */

static char *program_path(const char *program)
{
	const char *dir = getenv("TWINLINE_PROGRAMS");
	return xasprintf("%s/%s", dir ? dir : "build", program);
}

/* Becomes the program: never returns. It dies with this process, where it does not leave its family. */
static void become(const char *program, const char *const *words)
{
	const char *argv[32] = { program };
	for (int i = 0; words && words[i] && i < 30; i++)
		argv[i + 1] = words[i];
	char *path = program_path(program);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	execv(path, (char *const *)argv);
	fprintf(stderr, "%s: %s\n", path, strerror(errno));
	_exit(127);
}

/* An unlinked file that holds text, at its beginning. */
static int file_with(const char *text)
{
	FILE *file = tmpfile();
	if (!file)
		die("tmpfile: %s", strerror(errno));
	fputs(text ? text : "", file);
	fflush(file);
	int fd = dup(fileno(file));
	fclose(file);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

static char *read_all(int fd)
{
	struct str out = { 0 };
	char bytes[4096];
	ssize_t len;
	lseek(fd, 0, SEEK_SET);
	str_add(&out, "");
	while ((len = read(fd, bytes, sizeof bytes)) > 0)
		str_addn(&out, bytes, (size_t)len);
	return str_detach(&out);
}

int world_run(const char *program, const char *const *words, const char *input, char **out)
{
	int in = file_with(input), said = file_with(NULL), status;
	pid_t pid = fork();
	if (pid == 0) {
		dup2(in, 0);
		dup2(said, 1);
		dup2(said, 2);
		become(program, words);
	}
	waitpid(pid, &status, 0);
	char *text = read_all(said);
	int result = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	close(in);
	close(said);
	if (out)
		*out = text;
	else
		free(text);
	return result;
}

/* What it said, yours. */
static char *must_run(const char *program, const char *const *words, const char *input)
{
	char *said;
	int status = world_run(program, words, input, &said);
	if (status != 0)
		die("%s %s: status %d: %s", program, words[0], status, said);
	return said;
}

static char *below(const struct world *w, const char *name)
{
	return xasprintf("%s/%s", w->dir, name);
}

/* --- the portal ------------------------------------------------------------------------------ */

static bool answers(const char *socket_path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	memcpy(address.sun_path, socket_path, strlen(socket_path));
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool connected = connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
	close(fd);
	return connected;
}

void world_portal_start(struct world *w)
{
	char *log = xasprintf("%s/portal.log", w->dir);
	w->portal = fork();
	if (w->portal == 0) {
		const char *words[18] = { "serve", w->portal_dir, "--unix", w->portal_socket, "--register", w->registers ? "yes" : "no",
			                  "--show-codes", w->registers ? "yes" : "no" };
		if (w->authority) {
			const char *tls[] = { "--certificate", below(w, "portal.pem"), "--key", below(w, "portal.key"),
				              "--listen", xasprintf("127.0.0.1:%d", w->port) };
			memcpy(words + 8, tls, sizeof tls);
		}
		if (w->translator) {
			const char *translate[] = { "--translate", w->translator };
			memcpy(words + (w->authority ? 14 : 8), translate, sizeof translate);
		}
		int fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600), null = open("/dev/null", O_RDWR);
		dup2(null, 0);
		dup2(fd, 1);
		dup2(fd, 2);
		become("twinline-portal", words);
	}
	free(log);
	for (int64_t until = clock_monotonic_ms() + WORLD_PATIENCE_MS; !answers(w->portal_socket); poll(NULL, 0, 2))
		if (clock_monotonic_ms() > until || waitpid(w->portal, NULL, WNOHANG) == w->portal)
			die("the portal does not answer; see %s/portal.log", w->dir);
}

void world_portal_end(struct world *w, int signal)
{
	if (w->portal <= 0)
		return;
	kill(w->portal, signal);
	waitpid(w->portal, NULL, 0);
	w->portal = 0;
}

void world_portal_store(const struct world *w, struct store *s)
{
	struct err e = { 0 };
	char *path = xasprintf("%s/portal.db", w->portal_dir);
	if (store_open(s, path, STORE_PORTAL, 0, &e) < 0)
		die("%s: %s", path, err_name(e.code));
	free(path);
}

/* --- the engine ------------------------------------------------------------------------------ */

static pid_t engine_of(const struct paths *paths)
{
	struct str holder;
	struct err e = { 0 };
	pid_t pid = 0;
	str_init(&holder, LINE_MAX_BYTES);
	if (file_read(paths->lock, LINE_MAX_BYTES, &holder, &e) == 0)
		pid = (pid_t)strtol(holder.text, NULL, 10);
	str_release(&holder);
	err_release(&e);
	return process_lives(pid) ? pid : 0;
}

pid_t world_engine(const struct world *w)
{
	return engine_of(&w->paths);
}

/* Ends the engines of other profiles (--profile): what waits keeps one for minutes after its last window. */
static void end_others(struct world *w)
{
	static const char ending[] = ".socket";
	DIR *sockets = opendir(w->paths.runtime);
	struct dirent *entry;
	while (sockets && (entry = readdir(sockets))) {
		char *profile = xstrdup(entry->d_name), *end = strstr(profile, ending);
		struct paths paths;
		if (end)
			*end = '\0';
		if (end && paths_init(&paths, profile, NULL) == 0) {
			process_end(engine_of(&paths), SIGTERM);
			paths_release(&paths);
		}
		free(profile);
	}
	if (sockets)
		closedir(sockets);
}

static bool link_engine(struct world *w, struct engine_link *link)
{
	struct err e = { 0 };
	bool linked = engine_connect(link, &w->paths, true, &e) == 0;
	if (!linked) {
		char *text = err_text_english(&e);
		fprintf(stderr, "%s\n", text);
		free(text);
	}
	err_release(&e);
	return linked;
}

void world_engine_start(struct world *w)
{
	struct engine_link link;
	if (!link_engine(w, &link))
		die("no engine");
	engine_close(&link);
}

void world_engine_end(struct world *w, int signal)
{
	process_end(world_engine(w), signal);
}

pid_t world_engine_try(struct world *w, const char *const *words, struct engine_link *link)
{
	struct err e = { 0 };
	pid_t engine = fork();
	if (engine == 0) {
		dup2(open("/dev/null", O_WRONLY), 1); /* that it is ready is found out below */
		become("twinline-sync", words);
	}
	for (int64_t until = clock_monotonic_ms() + WORLD_PATIENCE_MS; engine_connect(link, &w->paths, false, &e) != 0; poll(NULL, 0, 2)) {
		err_release(&e);
		if (clock_monotonic_ms() > until || waitpid(engine, NULL, WNOHANG) == engine)
			return 0;
	}
	return engine;
}

pid_t world_engine_with(struct world *w, const char *const *words, struct engine_link *link)
{
	pid_t engine = world_engine_try(w, words, link);
	if (!engine)
		die("the engine does not answer");
	return engine;
}

static bool is_answer(const struct json *packet, const char *until, const char *phase)
{
	return text_equal(json_get_text(packet, "did"), until) &&
	       (!phase || text_equal(json_get_text(packet, "phase"), phase));
}

struct json *world_ask(struct world *w, struct json *packet_taken, const char *until, const char *phase)
{
	struct engine_link link;
	struct json *packet = NULL;
	bool gone = false;
	if (!link_engine(w, &link) || !engine_send(&link, packet_taken))
		return NULL;
	for (int64_t end = clock_monotonic_ms() + WORLD_PATIENCE_MS; !gone && clock_monotonic_ms() < end;) {
		struct pollfd input = { .fd = link.fd, .events = POLLIN };
		poll(&input, 1, 100);
		while ((packet = engine_receive(&link, &gone)) != NULL) {
			if (is_answer(packet, until, phase)) {
				engine_close(&link);
				return packet;
			}
			bool failed = text_equal(json_get_text(packet, "did"), "failed");
			char *text = failed ? json_print(packet) : NULL;
			json_free(packet);
			if (failed) {
				if (!w->is_quiet)
					fprintf(stderr, "the engine: %s\n", text);
				free(text);
				engine_close(&link);
				return NULL;
			}
		}
	}
	fprintf(stderr, "the engine %s before \"%s\"\n", gone ? "ended" : "was silent", until);
	engine_close(&link);
	return NULL;
}

static struct json *packet_to(const char *what)
{
	struct json *packet = json_new_object();
	json_set_string(packet, "do", what);
	return packet;
}

void world_tell(struct world *w, const char *what)
{
	struct engine_link link;
	if (!link_engine(w, &link) || !engine_send(&link, packet_to(what)))
		die("the engine does not take \"%s\"", what);
	engine_close(&link);
}

struct json *world_sync(struct world *w)
{
	return world_ask(w, packet_to("sync"), "progress", "done");
}

bool world_sign_in(struct world *w)
{
	struct json *packet = packet_to("sign-in");
	json_set_string(packet, "url", w->url);
	json_set_string(packet, "name", w->name);
	json_set_string(packet, "password", w->password);
	json_set_string(packet, "device", "test");
	struct json *answer = world_ask(w, packet, "signed-in", NULL);
	json_free(answer);
	return answer != NULL;
}

/* --- all of it ------------------------------------------------------------------------------- */

void world_enter(const struct world *w)
{
	static const struct {
		const char *variable, *name;
	} rows[] = {
		{ "HOME", "home" }, { "XDG_CONFIG_HOME", "config" }, { "XDG_DATA_HOME", "data" },
		{ "XDG_STATE_HOME", "state" }, { "XDG_RUNTIME_DIR", "run" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char *dir = below(w, rows[i].name);
		struct err e = { 0 };
		if (file_make_dirs(dir, &e) < 0)
			die("%s", dir);
		setenv(rows[i].variable, dir, 1);
		free(dir);
	}
}

char *world_add_person(struct world *w, const char *name)
{
	const char *add[] = { "user", "add", w->portal_dir, name, NULL };
	char *input = xasprintf("%s\n", w->password), *card = must_run("twinline-portal", add, input);
	free(input);
	card[strcspn(card, "\n")] = '\0';
	return card;
}

/* A port that is free now: the portal takes it, gives it back where it is ended, and takes it again. */
static int free_port(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t len = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) < 0 || getsockname(fd, (struct sockaddr *)&at, &len) < 0)
		die("a port: %s", strerror(errno));
	close(fd);
	return ntohs(at.sin_port);
}

void world_set(enum setting setting, const char *value)
{
	struct settings settings;
	char *path = paths_settings();
	struct err e = { 0 };
	if (settings_load(&settings, path, &e) != 0 || settings_set(&settings, setting, value, &e) != 0)
		die("%s: %s", path, err_name(e.code));
	settings_release(&settings);
	free(path);
}

static void make_tls(struct world *w)
{
	w->authority = authority_new(w->dir, "Test Authority");
	authority_certify(w->authority, w->dir, "portal", &(struct authority_wish){ 0 });
	world_set(SETTING_AUTHORITIES, authority_file(w->authority));
	w->port = free_port();
}

/* The relay, between the engine and the portal; and the way to it. */
static void start_relay(struct world *w)
{
	char *port = xasprintf("%d", w->port);
	w->relay = w->authority ? relay_start("0", port) : relay_start(w->relay_socket, w->portal_socket);
	w->url = w->authority ? xasprintf("https://localhost:%d", relay_port(w->relay)) : xasprintf("unix://%s", w->relay_socket);
	free(port);
}

static void make_bare(struct world *w)
{
	const char *init[] = { "init", w->portal_dir, NULL };
	free(must_run("twinline-portal", init, NULL));
	w->name = xstrdup("Teacher");
	w->password = xstrdup("a password of tests");
	free(world_add_person(w, w->name));
}

static void make_community(struct world *w, const struct world_options *options)
{
	char *people = xasprintf("%d", options->people ? options->people : 40);
	char *messages = xasprintf("%d", options->messages ? options->messages : 60);
	char *seed = xasprintf("%d", options->seed ? options->seed : 1);
	const char *demo[] = { "demo", w->portal_dir, "--people", people, "--messages", messages, "--seed", seed, NULL };
	free(must_run("twinline-portal", demo, NULL));
	free(people);
	free(messages);
	free(seed);
	char *path = xasprintf("%s/%s", w->portal_dir, password_file);
	struct str password = { 0 };
	if (file_read(path, LINE_MAX_BYTES, &password, NULL) < 0)
		die("%s is not there", path);
	str_cut(&password, strcspn(password.text, "\r\n"));
	w->name = xstrdup(demo_name);
	w->password = str_detach(&password);
	free(path);
}

struct world *world_start(const struct world_options *options)
{
	struct world *w = xcalloc(1, sizeof *w);
	const char *tmp = getenv("TMPDIR");
	struct err e = { 0 };
	w->registers = options->registers;
	w->dir = xasprintf("%s/w.XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(w->dir))
		die("%s: %s", w->dir, strerror(errno));
	world_enter(w);
	if (options->now)
		setenv("TWINLINE_NOW", options->now, 1);
	else
		unsetenv("TWINLINE_NOW");
	w->portal_dir = below(w, "portal");
	w->portal_socket = below(w, "portal.socket");
	w->relay_socket = below(w, "relay.socket");
	if (paths_init(&w->paths, NULL, &e) < 0)
		die("%s", w->dir);
	if (options->bare)
		make_bare(w);
	else
		make_community(w, options);
	if (options->tls)
		make_tls(w);
	start_relay(w);
	world_portal_start(w);
	if (!options->signed_out) {
		struct json *done = world_sign_in(w) ? world_sync(w) : NULL;
		if (!done)
			die("the first exchange failed; see %s/portal.log", w->dir);
		json_free(done);
	}
	return w;
}

void world_free(struct world *w)
{
	struct err e = { 0 };
	if (!w)
		return;
	world_engine_end(w, SIGTERM);
	end_others(w);
	world_portal_end(w, SIGTERM);
	relay_free(w->relay);
	authority_free(w->authority);
	if (file_remove_tree(w->dir, &e) < 0)
		fprintf(stderr, "%s stays\n", w->dir);
	err_release(&e);
	paths_release(&w->paths);
	free(w->dir);
	free(w->portal_dir);
	free(w->portal_socket);
	free(w->relay_socket);
	free(w->url);
	free(w->name);
	free(w->password);
	free(w);
}

struct terminal *world_face(struct world *w, int rows, int cols, const char *const *words)
{
	(void)w;
	char *path = program_path("twinline");
	const char *argv[32] = { path };
	for (int i = 0; words && words[i] && i < 30; i++)
		argv[i + 1] = words[i];
	struct terminal *t = terminal_start(&(struct terminal_options){ .argv = argv, .rows = rows, .cols = cols });
	free(path);
	return t;
}
