/* What is told of a certificate, in the words of OpenSSL, made fit for a sentence. */
#ifndef TWINLINE_SYNC_CERTIFICATE_H
#define TWINLINE_SYNC_CERTIFICATE_H

#include <stdint.h>

/* Who is meant by "C = US, O = Let's Encrypt, CN = R3": the organisation, else the common name, else all of it. Yours. */
char *certificate_issuer(const char *name);

/* Seconds since 1970 of "Mar  3 12:00:00 2027 GMT"; 0 if it is written otherwise. */
int64_t certificate_time(const char *text);

#endif
