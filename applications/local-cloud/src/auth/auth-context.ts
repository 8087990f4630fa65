// SPDX-License-Identifier: MIT

import type { Pool } from 'pg';
import type { AuthSettings } from './auth-settings.js';
import type { Mailer } from './mails/mailer.js';
import type { Limits } from './limits.js';
import type { Turns } from './turns.js';

/** What the requests to Auth share. */
export interface AuthContext {
    readonly settings: AuthSettings;
    readonly database: Pool;
    readonly mailer: Mailer;
    readonly limits: Limits;
    /** The turns of renewals: Supabase Lite ends a session that is renewed twice at the same time. */
    readonly renewals: Turns;
    /** The address of the API. */
    readonly url: string;
    /** The public key of the cloud. */
    readonly anonKey: string;
    /** The key of the signatures of tokens. */
    readonly jwtSecret: string;
    /** Sends a request to Supabase Lite, which does what the front does not complete. */
    readonly lite: (request: Request) => Promise<Response>;
}

/** Answers a request. Throws AuthError for a refusal. */
export type AuthRequestHandler = (context: AuthContext, request: Request) => Promise<Response>;
