/*
 * What people of the demo community say of themselves in their profiles, a voice a language. Nothing in it tells
 * whether a man or a woman speaks, so that every sentence fits everybody.
 */
#ifndef TWINLINE_PORTAL_DEMO_VOICE_H
#define TWINLINE_PORTAL_DEMO_VOICE_H

#include "data.h"

/* What somebody teaches, as far as sentences care. */
enum demo_group {
	GROUP_PRESCHOOL, GROUP_PRIMARY, GROUP_NATURE, GROUP_LANGUAGES, GROUP_READING, GROUP_NUMBERS, GROUP_ARTS, GROUP_WORLD,
	GROUP_COUNT
};

struct demo_voice {
	const char *key;   /* language code; "cnr" is Serbian of Montenegro in Latin letters */
	const char *hello, *thanks; /* a word or two, as people put into English letters */
	const char *since; /* "I have taught since %y." */
	const char *const *looks[GROUP_COUNT]; /* what they look for */
	const char *const *likes;              /* what else they say of themselves */
};

/* The voice of key; the English one where there is none. */
const struct demo_voice *demo_voice_find(const char *key);

extern const struct demo_voice demo_voices_east[], demo_voices_north[], demo_voices_slavic[], demo_voices_south[];

#endif
