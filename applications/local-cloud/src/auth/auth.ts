// SPDX-License-Identifier: MIT

import pg from 'pg';
import type { Mailbox } from '../mailbox/mailbox.js';
import { answerAuth } from './auth-front.js';
import type { AuthSettings } from './auth-settings.js';
import { sendGoogleTo } from './google-address.js';
import { Limits } from './limits.js';
import type { MailTemplates } from './mails/mail-templates.js';
import { Mailer } from './mails/mailer.js';
import { Turns } from './turns.js';

export interface AuthParts {
    readonly settings: AuthSettings;
    readonly templates: MailTemplates;
    readonly mailbox: Mailbox;
    /** A connection string as superuser. */
    readonly databaseUrl: string;
    /** The address of the API. */
    readonly url: string;
    readonly anonKey: string;
    readonly jwtSecret: string;
}

/** Connections at the same time. */
const CONNECTIONS = 4;

/** Completes Supabase Lite's Auth, so that it answers as Supabase's own server does. */
export class Auth {
    private readonly database: pg.Pool;
    private readonly limits: Limits;
    private readonly mailer: Mailer;
    private readonly renewals = new Turns();

    constructor(private readonly parts: AuthParts) {
        this.database = new pg.Pool({ connectionString: parts.databaseUrl, ssl: false, max: CONNECTIONS });
        // PostgreSQL may end while a connection is idle. The next query reports that.
        this.database.on('error', () => undefined);
        if (parts.settings.googleUrl !== undefined) {
            sendGoogleTo(parts.settings.googleUrl);
        }
        this.limits = new Limits(parts.settings);
        this.mailer = new Mailer(parts.settings, parts.templates, parts.mailbox, parts.url);
    }

    /**
     * Answers a request.
     *
     * @param lite sends a request to Supabase Lite
     * @returns undefined for a request that Supabase Lite should answer
     */
    answer(request: Request, lite: (request: Request) => Promise<Response>): Promise<Response | undefined> {
        const { settings, url, anonKey, jwtSecret } = this.parts;
        const { database, limits, mailer, renewals } = this;
        return answerAuth({ settings, database, limits, mailer, renewals, url, anonKey, jwtSecret, lite }, request);
    }

    async close(): Promise<void> {
        await this.database.end();
    }
}
