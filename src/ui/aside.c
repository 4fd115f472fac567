/* What an Esc did, and how it is taken back. */
#include "aside.h"

#include <stdlib.h>

#include "face_state.h"
#include "place.h"
#include "twinline/base/mem.h"

static void put_question(struct aside *aside, const struct face *face)
{
	aside->asked = true;
	aside->question = face->question;
	aside->question_choice = face->question_choice;
	aside->question_text = xstrdup(face->question_text);
	for (int i = 0; i < 4; i++)
		aside->question_answers[i] = xstrdup(face->question_answers[i]);
}

static void put_prompt(struct aside *aside, const struct prompt *prompt)
{
	aside->prompted = true;
	aside->label = xstrdup(prompt->label);
	aside->text = xstrdup(prompt->field.text.text);
	aside->complete = prompt->complete;
	aside->typed = prompt->typed;
	aside->done = prompt->done;
}

void aside_put(struct face *face)
{
	struct aside *aside = &face->aside;

	aside_drop(face);
	aside->place = place_now(face);
	aside->field = face_top(face)->field;
	aside->model = face_top(face)->model;
	aside->tour = face->tour;
	if (face->asking)
		put_question(aside, face);
	if (face->prompt.open)
		put_prompt(aside, &face->prompt);
}

static void ask_again(struct face *face, struct aside *aside)
{
	aside->question.text = aside->question_text;
	for (int i = 0; i < 4; i++)
		aside->question.answers[i] = aside->question_answers[i];
	face_ask(face, &aside->question);
	face->question_choice = aside->question_choice;
}

/* What is typed there was shown as it was typed, and is again. */
static void prompt_again(struct face *face, const struct aside *aside)
{
	face_prompt(face, aside->label, aside->text, aside->typed, aside->done);
	face_prompt_completes(face, aside->complete);
	if (aside->typed)
		aside->typed(face, face_top(face), aside->text);
}

void aside_take(struct face *face)
{
	struct aside *aside = &face->aside;

	face->chord_length = 0; /* it began no chord either */
	if (!aside->place || face->leaving)
		return;
	place_go_back(face, aside->place);
	face->tour = aside->tour;
	if (face_top(face)->model == aside->model)
		face_top(face)->field = aside->field;
	if (aside->asked && !face->asking)
		ask_again(face, aside);
	if (aside->prompted && !face->prompt.open)
		prompt_again(face, aside);
	face_lay_out(face); /* keys go by what is shown, as how far a page turns */
	aside_drop(face);
}

void aside_drop(struct face *face)
{
	struct aside *aside = &face->aside;

	json_free(aside->place);
	free(aside->question_text);
	for (int i = 0; i < 4; i++)
		free(aside->question_answers[i]);
	free(aside->label);
	free(aside->text);
	*aside = (struct aside){ 0 };
}
