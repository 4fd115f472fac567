/* The row of every screen; screens.c lists them. */
#ifndef TWINLINE_UI_SCREENS_H
#define TWINLINE_UI_SCREENS_H

#include "screen.h"

extern const struct screen screen_home;
extern const struct screen screen_inbox;
extern const struct screen screen_project_mail;  /* argument: the project, as of the next three */
extern const struct screen screen_project, screen_members, screen_about_project;
/* Argument: the project, of a thread what it began with, of comments the record that they are on. */
extern const struct screen screen_updates, screen_bulletin, screen_project_journal, screen_walls, screen_chat, screen_forum;
extern const struct screen screen_forum_thread, screen_comments;
extern const struct screen screen_post_form; /* argument: the draft */
extern const struct screen screen_project_form; /* argument: the draft */
extern const struct screen screen_pages, screen_activities, screen_materials, screen_project_find; /* argument: the project */
extern const struct screen screen_public_pages;
extern const struct screen screen_page, screen_activity, screen_material; /* argument: the record */
extern const struct screen screen_page_form, screen_activity_form, screen_material_form; /* argument: the draft */
extern const struct screen screen_invitation_form; /* argument: the draft */
extern const struct screen screen_found;        /* argument: the draft; 0: a new one */
extern const struct screen screen_found_from;   /* argument: the draft that is filled */
extern const struct screen screen_project_state; /* argument: the project */
extern const struct screen screen_projects;
extern const struct screen screen_pupils, screen_pupil_mail; /* argument: the project */
extern const struct screen screen_pupil_letter;              /* argument: the letter */
extern const struct screen screen_pupil_form, screen_pupil_mail_form; /* argument: the draft */
extern const struct screen screen_thread;  /* argument: the conversation */
extern const struct screen screen_info;    /* argument: the message */
extern const struct screen screen_compose; /* argument: the draft */
extern const struct screen screen_partners; /* argument: a saved search to run; 0: what was asked last */
extern const struct screen screen_notices;
extern const struct screen screen_notice;      /* argument: the notice */
extern const struct screen screen_notice_form; /* argument: the draft */
extern const struct screen screen_feed;
extern const struct screen screen_suggestions;
extern const struct screen screen_map; /* on top of partners, whose search it shows */
extern const struct screen screen_phrases;     /* argument: the draft of a letter or a notice */
extern const struct screen screen_person;  /* argument: person_argument() of the id */
extern const struct screen screen_outbox;
extern const struct screen screen_journal;
extern const struct screen screen_conflict;  /* argument: the entry of the outbox */
extern const struct screen screen_packet;
extern const struct screen screen_sign_in;
extern const struct screen screen_register;
extern const struct screen screen_registration;
extern const struct screen screen_registration_answer;
extern const struct screen screen_reset;    /* a new password */
extern const struct screen screen_language;
extern const struct screen screen_keyboard;
extern const struct screen screen_direction;
extern const struct screen screen_welcome;
extern const struct screen screen_calendar;
extern const struct screen screen_event;      /* argument: the event; a draft of one negative */
extern const struct screen screen_event_form; /* argument: the draft */
extern const struct screen screen_profile;
extern const struct screen screen_profile_form; /* argument: the draft; profile_change opens it on a line */
extern const struct screen screen_devices;
extern const struct screen screen_take_all;
extern const struct screen screen_export;      /* argument: the project */
extern const struct screen screen_leave_for_good;
extern const struct screen screen_support;
extern const struct screen screen_desk;
extern const struct screen screen_desk_case;    /* argument: the case */
extern const struct screen screen_desk_reason;  /* argument: of enum desk_reasons; for what the screen below means */
extern const struct screen screen_desk_paper;   /* argument: desk_paper_argument */
extern const struct screen screen_desk_compare; /* argument: desk_compare_argument */
extern const struct screen screen_settings;
extern const struct screen screen_help;    /* of the screen below */

#endif
