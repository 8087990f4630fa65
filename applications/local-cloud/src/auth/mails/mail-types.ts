// SPDX-License-Identifier: MIT

/** The mails, by their names in config.toml. */
export const MAIL_TYPES = [
    'confirmation',
    'invite',
    'magic_link',
    'recovery',
    'email_change',
    'reauthentication'
] as const;

export type MailType = (typeof MAIL_TYPES)[number];
