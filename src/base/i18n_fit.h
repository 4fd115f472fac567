/* What i18n.c gives out passes here (i18n_set_fit in i18n.h). */
#ifndef BASE_I18N_FIT_H
#define BASE_I18N_FIT_H

/* text as the terminal shows it; borrowed until the next i18n_set_fit. text must stay where it is. */
const char *i18n_fitted(const char *text);

#endif
