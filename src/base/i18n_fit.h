/* What i18n.c gives out passes here (i18n_set_fit and i18n_set_keys in i18n.h). */
#ifndef BASE_I18N_FIT_H
#define BASE_I18N_FIT_H

/* text as it is shown, borrowed: it stays. text must stay where it is, too. */
const char *i18n_fitted(const char *text);
/* From now on texts may be shown otherwise, as in another language, which calls keys by other words. */
void i18n_forget_fitted(void);

#endif
