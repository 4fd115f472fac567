/* Reasons of a support organisation: the sentence of a letter for each code, which the officer reads before the applicant does. */
#ifndef TWINLINE_SCHEMA_REASONS_H
#define TWINLINE_SCHEMA_REASONS_H

/* N_(): what a letter says for a reason of vocabulary_case_reasons; NULL for one that says nothing by itself. Static. */
const char *reason_sentence(const char *reason);

#endif
