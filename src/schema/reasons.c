/* The sentences of the reasons: templates for letters of a support organisation. */
#include "twinline/schema/reasons.h"

#include <stddef.h>

#include "twinline/base/attr.h"
#include "twinline/base/i18n.h"
#include "twinline/base/str.h"

static const struct { const char *reason, *sentence; } sentences[] = {
	{"paperMissing", N_("A paper is missing that shows that you work at your school: a letter of the school with a signature or a stamp.")},
	{"schoolNotFound", N_("We do not find your school in the register. Please tell us its official name, its number and its address.")},
	{"roleUnclear", N_("We do not see what you do at the school. Please write what you teach, or what your work there is.")},
	{"notASchool", N_("The institution is no school of the kinds that take part.")},
	{"notEmployed", N_("The school says that you do not work there, or no longer.")},
	{"twice", N_("You have registered before: everybody has one profile, which goes along from school to school.")},
	{"tooLittle", N_("The plan says too little of what the pupils shall do together, and when.")},
};

const char *reason_sentence(const char *reason)
{
	for (size_t i = 0; i < ARRAY_SIZE(sentences); i++)
		if (text_equal(sentences[i].reason, reason))
			return sentences[i].sentence;
	return NULL;
}
