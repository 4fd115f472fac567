/* What i18n.c gives out passes here (i18n_set_fit and i18n_set_keys in i18n.h). */
#ifndef BASE_I18N_FIT_H
#define BASE_I18N_FIT_H

/* text as it is shown; borrowed until the next i18n_set_fit, i18n_set_keys or i18n_forget_fitted. text must stay where it is. */
const char *i18n_fitted(const char *text);
/* Another language names keys by other words. */
void i18n_forget_fitted(void);

#endif
