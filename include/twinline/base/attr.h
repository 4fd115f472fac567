/* Compiler contracts on prototypes, kept behind macros so that the code stays C11. */
#ifndef TWINLINE_BASE_ATTR_H
#define TWINLINE_BASE_ATTR_H

#if defined(__GNUC__)
#define ATTR_PRINTF(template, first) __attribute__((format(printf, template, first)))
#define ATTR_MALLOC __attribute__((malloc, warn_unused_result, returns_nonnull))
#define ATTR_MUST_USE __attribute__((warn_unused_result))
#define ATTR_NORETURN __attribute__((noreturn))
#define ATTR_FORMAT_ARG(n) __attribute__((format_arg(n)))
#define ATTR_SENTINEL __attribute__((sentinel))
#else
#define ATTR_PRINTF(format, first)
#define ATTR_MALLOC
#define ATTR_MUST_USE
#define ATTR_NORETURN
#define ATTR_FORMAT_ARG(n)
#define ATTR_SENTINEL
#endif

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif
