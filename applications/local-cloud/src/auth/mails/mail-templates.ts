// SPDX-License-Identifier: MIT

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ifExists } from '../../data-folder/if-exists.js';
import { StartUpError } from '../../start-up-error.js';
import type { AuthSettings } from '../auth-settings.js';
import { MAIL_TYPES, type MailType } from './mail-types.js';

export interface MailTemplate {
    readonly subject: string;
    readonly html: string;
    readonly text: string;
}

/** The subjects of Supabase Auth, and what its own mails say. */
const DEFAULTS: Readonly<Record<MailType, readonly [subject: string, request: string]>> = {
    confirmation: ['Confirm Your Signup', 'Follow this link to confirm your user'],
    invite: ['You have been invited', 'Follow this link to accept the invite'],
    magic_link: ['Your Magic Link', 'Follow this link to log in'],
    recovery: ['Reset Your Password', 'Follow this link to reset the password for your user'],
    email_change: ['Confirm Email Change', 'Follow this link to confirm the change of your email'],
    reauthentication: ['Confirm Reauthentication', '']
};

export type MailTemplates = Readonly<Record<MailType, MailTemplate>>;

/**
 * Reads the templates that the settings name. The text is in the file beside the HTML that ends with `.txt`.
 *
 * @param folder the folder that the paths start from: the parent of `supabase`, as in the Supabase CLI
 * @throws StartUpError when a template is missing
 */
export async function readMailTemplates(settings: AuthSettings, folder: string): Promise<MailTemplates> {
    const entries = await Promise.all(
        MAIL_TYPES.map(async type => [type, await readMailTemplate(settings, folder, type)] as const)
    );
    return Object.fromEntries(entries) as Record<MailType, MailTemplate>;
}

async function readMailTemplate({ templates }: AuthSettings, folder: string, type: MailType): Promise<MailTemplate> {
    const [subject, request] = DEFAULTS[type];
    const link = request === '' ? '' : `${request}: {{ .ConfirmationURL }}\n`;
    const anchor = request === '' ? '' : `<p><a href="{{ .ConfirmationURL }}">${request}</a></p>`;
    const own = templates[type];
    if (own?.content_path === undefined) {
        return {
            subject: own?.subject ?? subject,
            html: `${anchor}<p>Code: {{ .Token }}</p>`,
            text: `${link}Code: {{ .Token }}\n`
        };
    }
    const file = resolve(folder, own.content_path);
    const html = await ifExists(readFile(file, 'utf8'));
    if (html === undefined) {
        throw new StartUpError(
            `The mail template ${file} does not exist. Correct content_path in supabase/config.toml.`
        );
    }
    const text = await ifExists(readFile(file.replace(/\.html$/, '.txt'), 'utf8'));
    return { subject: own.subject ?? subject, html, text: text ?? `${link}Code: {{ .Token }}\n` };
}
