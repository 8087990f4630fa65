// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** Bytes. bcrypt ignores all others, so two passwords with the same beginning would be the same. */
const MAX_PASSWORD_BYTES = 72;

/** Where Supabase Auth takes a password: sign-up, sign-in, and a change of the user. */
const PATHS = ['/auth/v1/signup', '/auth/v1/token', '/auth/v1/user'];

const bodySchema = z.object({ password: z.string() });

/**
 * Refuses a password of more than 72 bytes of UTF-8, as Supabase Auth does. Supabase Lite counts characters, and only
 * when a user signs up.
 *
 * @returns the refusal, or undefined when the request can continue, with its body still unread
 */
export async function refuseLongPassword(request: Request): Promise<Response | undefined> {
    if (request.body === null || !PATHS.includes(new URL(request.url).pathname.replace(/\/+$/, ''))) {
        return undefined;
    }
    const { success, data } = bodySchema.safeParse(await jsonOf(request.clone()));
    if (!success || Buffer.byteLength(data.password) <= MAX_PASSWORD_BYTES) {
        return undefined;
    }
    const msg = `Password cannot be longer than ${MAX_PASSWORD_BYTES} bytes. An accented letter takes two bytes, an emoji four.`;
    return Response.json({ code: 400, error_code: 'validation_failed', msg }, { status: 400 });
}

/** Returns undefined for what is not JSON. Supabase Lite reports that. */
async function jsonOf(request: Request): Promise<unknown> {
    try {
        return await request.json();
    } catch {
        return undefined;
    }
}
