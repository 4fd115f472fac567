/* The shared dictionaries: files of src/base/dictionaries, taken in by the assembler. */
#include "twinline/base/dictionary.h"

#include "twinline/base/mem.h"
#include "twinline/base/str.h"

#define DICTIONARY(name, hash) \
	__asm__(".pushsection .rodata\n" \
	        "dictionary_" #name ": .incbin \"src/base/dictionaries/" #name ".dict\"\n" \
	        "dictionary_" #name "_end: .byte 0\n" \
	        ".popsection\n"); \
	extern const unsigned char dictionary_##name[], dictionary_##name##_end[];
#include "dictionaries/dictionaries.def"
#undef DICTIONARY

static const struct dictionary rows[] = {
#define DICTIONARY(name, hash) { #name, hash, dictionary_##name, dictionary_##name##_end },
#include "dictionaries/dictionaries.def"
#undef DICTIONARY
};

const struct dictionary *dictionary_at(size_t index)
{
	return index < ARRAY_SIZE(rows) ? &rows[index] : NULL;
}

const struct dictionary *dictionary_of_coding(const char *coding)
{
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (ascii_casecmp(coding, rows[i].coding) == 0)
			return &rows[i];
	return NULL;
}

const struct dictionary *dictionary_of_hash(const char *hash)
{
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (text_equal(hash, rows[i].hash))
			return &rows[i];
	return NULL;
}
