/* Formats of texts inside records, for schema/check.c. Shapes only: nobody asks whether a zone or address exists. */
#ifndef TWINLINE_SCHEMA_FORMAT_H
#define TWINLINE_SCHEMA_FORMAT_H

#include <stdbool.h>

bool format_is_date(const char *text);       /* 2026-11-17 */
bool format_is_utc(const char *text);        /* RFC 8620 section 1.4 */
bool format_is_local(const char *text);      /* 2026-11-17T10:30:00, RFC 8984 section 1.4.4 */
bool format_is_duration(const char *text);   /* P1DT2H, RFC 8984 section 1.4.6, whole numbers */
bool format_is_zone(const char *text);       /* Europe/Athens; never a path, which TZ would open */
bool format_is_id(const char *text);         /* RFC 8620 section 1.2 */
bool format_is_reference(const char *text);  /* an id, or "#" and a creation id (RFC 8620 section 5.3) */
bool format_is_keyword(const char *text);    /* $seen */
bool format_is_media_type(const char *text); /* image/jpeg, RFC 6838 section 4.2 */
bool format_is_web(const char *text);        /* https:// and a host, in US-ASCII without blanks */
bool format_is_mail(const char *text);       /* one @, a domain with a dot, no blanks */

#endif
