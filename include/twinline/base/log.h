/*
 * The log: `time level area: text`, one line each, control bytes made visible. Never
 * a password, a token, a mail address or a message's text. The portal logs to stderr; the client
 * to a file when TWINLINE_LOG names one, otherwise nowhere. Nothing here touches the terminal.
 */
#ifndef TWINLINE_BASE_LOG_H
#define TWINLINE_BASE_LOG_H

#include "twinline/base/attr.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Sends lines of at least level to stderr. */
void log_to_stderr(enum log_level level);

/* Adds lines to the file that TWINLINE_LOG names (created 0600); without it nothing is written. */
void log_to_environment(void);

void log_debug(const char *area, const char *format, ...) ATTR_PRINTF(2, 3);
void log_info(const char *area, const char *format, ...) ATTR_PRINTF(2, 3);
void log_warn(const char *area, const char *format, ...) ATTR_PRINTF(2, 3);
void log_error(const char *area, const char *format, ...) ATTR_PRINTF(2, 3);

#endif
