/* The names of keys in angle brackets, as tests and the benchmark write them. */
#ifndef TESTS_LIB_KEYS_H
#define TESTS_LIB_KEYS_H

#include <stdbool.h>
#include <stdint.h>

struct key {
	uint32_t character; /* 0: a key of libvterm's */
	int key;            /* VTERM_KEY_... */
	int modifiers;      /* VTERM_MOD_... */
};

/* Reads one key at *keys and moves *keys past it; false for an unknown name. */
bool key_next(const char **keys, struct key *key);

#endif
