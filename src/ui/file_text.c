/*
 * Files as text. A PDF comes from somebody else: the program that reads it has the file as its input, no terminal, a few seconds, a bounded
 * memory, and can write no file.
 */
#include "file_text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "twinline/base/attr.h"
#include "twinline/base/clock.h"
#include "twinline/base/mem.h"
#include "twinline/records/blob.h"
#include "twinline/text/sanitise.h"
#include "words.h"

enum {
	TEXT_MOST = 256 * 1024,          /* bytes that are shown */
	PDF_MOST = 20 * 1000 * 1000,     /* of a PDF that is read */
	READER_S = 5,
	MEMORY_MOST = 1024 * 1024 * 1024,
	PART = 4096,
	EXIT_NOT_FOUND = 127
};

static bool ends_with(const struct letter_file *file, const char *ending)
{
	const char *dot = file->name ? strrchr(file->name, '.') : NULL;

	return dot && ascii_casecmp(dot, ending) == 0;
}

static bool is_text(const struct letter_file *file)
{
	static const char *const endings[] = { ".txt", ".md", ".csv", ".ics" };

	if (starts_with(file->type ? file->type : "", "text/"))
		return !starts_with(file->type, "text/html");
	for (size_t i = 0; i < ARRAY_SIZE(endings); i++)
		if (ends_with(file, endings[i]))
			return true;
	return false;
}

bool file_is_pdf(const struct letter_file *file)
{
	return text_equal(file->type, "application/pdf") || ends_with(file, ".pdf");
}

/* --- the reader of PDFs --- */

/* A file in memory that holds the bytes: no disk keeps a paper for it. -1 where that fails. */
static int hidden_file(const struct str *bytes)
{
	int file = memfd_create("paper", MFD_CLOEXEC);
	size_t done = 0;

	while (file >= 0 && done < bytes->len) {
		ssize_t wrote = write(file, bytes->text + done, bytes->len - done);

		if (wrote < 0 && errno != EINTR) {
			close(file);
			return -1;
		}
		done += wrote > 0 ? (size_t)wrote : 0;
	}
	if (file >= 0)
		lseek(file, 0, SEEK_SET);
	return file;
}

static void limit(int resource, rlim_t most)
{
	setrlimit(resource, &(struct rlimit){ most, most });
}

/* In the child. */
static void become_reader(const char *command, int input, int output)
{
	int nothing = open("/dev/null", O_WRONLY);
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	limit(RLIMIT_CPU, READER_S);
	limit(RLIMIT_AS, MEMORY_MOST);
	limit(RLIMIT_FSIZE, 0);
	if (nothing >= 0 && dup2(input, STDIN_FILENO) == STDIN_FILENO && dup2(output, STDOUT_FILENO) == STDOUT_FILENO &&
	    dup2(nothing, STDERR_FILENO) == STDERR_FILENO)
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(EXIT_NOT_FOUND);
}

/* What the child writes, until it ends, has taken too long or has written enough. */
static void read_all(int from, struct str *text)
{
	int64_t until = clock_monotonic_ms() + READER_S * 1000;
	char part[PART];

	while (text->len < TEXT_MOST) {
		struct pollfd p = { .fd = from, .events = POLLIN };
		int64_t left = until - clock_monotonic_ms();
		ssize_t got;

		if (left <= 0 || (poll(&p, 1, (int)left) < 0 && errno != EINTR))
			return;
		got = p.revents ? read(from, part, sizeof part) : -1;
		if (got == 0 || (got < 0 && p.revents && errno != EINTR))
			return;
		if (got > 0)
			str_addn(text, part, (size_t)got);
	}
}

/* Gives the bytes to the command; true if it made something of them. */
static bool read_pdf(const char *command, const struct str *bytes, struct str *text)
{
	int input = hidden_file(bytes), line[2] = { -1, -1 }, status = -1;
	pid_t child = -1;

	if (input >= 0 && pipe2(line, O_CLOEXEC) == 0) {
		child = fork();
		if (child == 0)
			become_reader(command, input, line[1]);
		close(line[1]);
		if (child > 0) {
			read_all(line[0], text);
			kill(child, SIGKILL); /* one that has ended is a name until it is waited for, and nobody else's */
			while (waitpid(child, &status, 0) < 0 && errno == EINTR)
				;
		}
		close(line[0]);
	}
	if (input >= 0)
		close(input);
	return text->len > 0;
}

/* --- text --- */

bool file_is_readable(struct face *face, const struct letter_file *file)
{
	bool is_pdf = file_is_pdf(file) && *settings_text(face_settings(face), SETTING_PDF_READER);

	return (is_pdf || is_text(file)) && file->size <= (is_pdf ? PDF_MOST : TEXT_MOST);
}

char *file_text(struct face *face, const struct letter_file *file)
{
	const char *command = settings_text(face_settings(face), SETTING_PDF_READER);
	bool is_pdf = file_is_pdf(file) && *command;
	struct str bytes = { 0 }, text = { 0 }, safe = { 0 };
	struct err e = { 0 };
	bool done = false;

	if (!file_is_readable(face, file) || !blob_has(face_store(face), file->account, file->id))
		return NULL;
	if (blob_read_all(face_store(face), file->account, file->id, &bytes, &e) == 0)
		done = !is_pdf || read_pdf(command, &bytes, &text);
	if (done)
		sanitise(&safe, is_pdf ? text.text : bytes.text ? bytes.text : "", is_pdf ? text.len : bytes.len, SANITISE_TEXT);
	words_check(face, &e);
	str_release(&bytes);
	str_release(&text);
	return done ? str_detach(&safe) : NULL;
}
