/* A file of a space, on its page or where it is listed. */
#ifndef TWINLINE_UI_MATERIAL_H
#define TWINLINE_UI_MATERIAL_H

#include "face.h"
#include "letter_files.h"
#include "twinline/schema/records.h"

/* Opens the form that changes name, folder and who reads it, where I may; else says who may. */
void material_change(struct face *face, int64_t material);

/* The file of a material, to be fetched and saved under the material's name: at most one. */
void material_file(const struct material *m, int64_t account, struct letter_files *files);

#endif
