/* The log: one line an event, control bytes made visible, never near the terminal. */
#include "twinline/base/log.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include "twinline/base/clock.h"
#include "twinline/base/str.h"

static struct {
	int fd;
	enum log_level least;
} sink = { .fd = -1 };

static const char *const level_names[] = { "debug", "info", "warn", "error" };

enum { LINE_MAX_BYTES = 2000 };

void log_to_stderr(enum log_level level)
{
	sink.fd = STDERR_FILENO;
	sink.least = level;
}

void log_to_environment(void)
{
	const char *path = getenv("TWINLINE_LOG");
	int fd = path && *path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;

	if (fd >= 0) {
		sink.fd = fd;
		sink.least = LOG_DEBUG;
	}
}

static void write_line(enum log_level level, const char *area, const char *format, va_list arguments)
{
	char now[CLOCK_TEXT_SIZE];
	struct str text = { .max = LINE_MAX_BYTES }, line = { 0 };
	ssize_t written;

	if (sink.fd < 0 || level < sink.least)
		return;
	str_vaddf(&text, format, arguments);
	clock_format(clock_now(), now);
	str_addf(&line, "%s %s %s: ", now, level_names[level], area);
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.text[i];

		/* C1 as UTF-8 is C2 80..9F: its lead byte is shown too */
		if (c < 0x20 || c == 0x7f || (c == 0xc2 && (unsigned char)text.text[i + 1] < 0xa0))
			str_addf(&line, "\\x%02x", c);
		else
			str_addc(&line, (char)c);
	}
	str_addc(&line, '\n');
	written = write(sink.fd, line.text, line.len);
	(void)written; /* a log that cannot be written must not stop the program */
	str_release(&text);
	str_release(&line);
}

#define LOG_FUNCTION(name, level) \
	void name(const char *area, const char *format, ...) \
	{ \
		va_list arguments; \
		va_start(arguments, format); \
		write_line(level, area, format, arguments); \
		va_end(arguments); \
	}

LOG_FUNCTION(log_debug, LOG_DEBUG)
LOG_FUNCTION(log_info, LOG_INFO)
LOG_FUNCTION(log_warn, LOG_WARN)
LOG_FUNCTION(log_error, LOG_ERROR)
