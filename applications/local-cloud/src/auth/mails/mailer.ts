// SPDX-License-Identifier: MIT

import type { Mailbox } from '../../mailbox/mailbox.js';
import type { AuthSettings } from '../auth-settings.js';
import type { Code } from '../codes.js';
import type { MailTemplates } from './mail-templates.js';
import type { MailType } from './mail-types.js';
import { renderHtml, renderText } from './template.js';

/** What a link verifies, in its address. */
const LINK_TYPES: Readonly<Record<MailType, string>> = {
    confirmation: 'signup',
    invite: 'invite',
    magic_link: 'magiclink',
    recovery: 'recovery',
    email_change: 'email_change',
    reauthentication: ''
};

export interface AuthMail {
    readonly type: MailType;
    readonly to: string;
    readonly code: Code;
    /** Where the link leads in the end. */
    readonly redirectTo: string;
    /** The address that the user has now. */
    readonly email: string;
    readonly newEmail?: string;
}

/** Writes the mails of Auth, and puts them into the mailbox. */
export class Mailer {
    /** @param url the address of Auth, for links. Not that of a request, which could lead a link to a stranger. */
    constructor(
        private readonly settings: AuthSettings,
        private readonly templates: MailTemplates,
        private readonly mailbox: Mailbox,
        private readonly url: string
    ) {}

    send({ type, to, code, redirectTo, email, newEmail = '' }: AuthMail): void {
        const link = new URL('/auth/v1/verify', this.url);
        link.searchParams.set('token', code.token);
        link.searchParams.set('type', LINK_TYPES[type]);
        link.searchParams.set('redirect_to', redirectTo);
        const values = {
            ConfirmationURL: link.href,
            Token: code.digits,
            TokenHash: code.token,
            SiteURL: this.settings.siteUrl,
            RedirectTo: redirectTo,
            Email: email,
            NewEmail: newEmail,
            SendingTo: to
        };
        const { subject, html, text } = this.templates[type];
        this.mailbox.send({
            to,
            subject: renderText(subject, values),
            html: renderHtml(html, values),
            text: renderText(text, values)
        });
    }
}
