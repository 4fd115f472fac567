/*
 * Packets: a sync that travels as a file, where no line leads. The question is a JMAP request sealed to the portal's key, the answer
 * its response, sealed to a key that the question brings: whoever carries the file can read neither, and cannot tell who asks.
 *
 * The file: "Twinline packet 1", "portal URL", "id ID", "question BYTES", "answer BYTES" (0 until it is carried), each with a newline,
 * then an empty line, the question and the answer.
 * Sealed is one line of JSON, a newline and the document as a zstd frame: so nothing secret is compressed with what others wrote.
 *   question  libsodium's sealed box      {"token": bearer token, "key": base64url, "madeAt": seconds since 1970}   JMAP request
 *   answer    libsodium's secretstream    {"status": of HTTP, "madeAt": seconds since 1970}                         its response, or problem JSON
 * Over HTTP the question alone goes as application/octet-stream to SYNC_PACKET_PATH and the answer alone comes back.
 */
#ifndef TWINLINE_JMAP_PACKET_H
#define TWINLINE_JMAP_PACKET_H

#include <stdint.h>

#include "twinline/base/crypto.h"
#include "twinline/base/err.h"
#include "twinline/base/random.h"

enum {
	PACKET_ID_LENGTH = OP_ID_LENGTH,
	PACKET_BYTES_MAX = 20 * 1000 * 1000,      /* of a question or an answer, sealed or not */
	PACKET_AGE_MAX = 300 * 24 * 60 * 60,      /* seconds: well before the portal forgets what it has done (OUTCOME_DAYS) */
	PACKET_AHEAD_MAX = 2 * 24 * 60 * 60       /* seconds that the asker's clock may be ahead */
};

struct packet_file {
	char *portal; /* where it is to be carried */
	char id[PACKET_ID_LENGTH + 1];
	struct str question, answer; /* sealed; answer.len 0: none yet */
};
/* Reads the file at path. Returns 0, or -1 with e (FILE; PACKET: it is none) and nothing to release. */
int packet_file_read(const char *path, struct packet_file *f, struct err *e);
/* Writes it in one step, 0600. Returns 0, or -1 with e, and what was at path stays. */
int packet_file_write(const char *path, const struct packet_file *f, struct err *e);
void packet_file_release(struct packet_file *f);

struct packet_question {
	char *token;
	unsigned char key[SEAL_KEY_SIZE]; /* of the answer */
	int64_t made_at;
	struct str body;                  /* JSON */
};
/* Adds the question, sealed to the portal's key, to out. */
void packet_question_seal(const unsigned char portal[SEAL_KEY_SIZE], const struct packet_question *q, struct str *out);
/* Opens one. Returns 0, or -1 with e (NOT_REQUEST: not sealed to this key, or damaged; LIMIT) and nothing to release. */
int packet_question_open(const struct key_pair *portal, const void *bytes, size_t len, struct packet_question *q, struct err *e);
void packet_question_release(struct packet_question *q);

struct packet_answer {
	int status; /* of HTTP */
	int64_t made_at;
	struct str body; /* JSON */
};
void packet_answer_seal(const unsigned char key[SEAL_KEY_SIZE], const struct packet_answer *a, struct str *out);
/* Opens one. Returns 0, or -1 (another key, damage) and nothing to release. */
int packet_answer_open(const unsigned char key[SEAL_KEY_SIZE], const struct str *sealed, struct packet_answer *a);
void packet_answer_release(struct packet_answer *a);

#endif
