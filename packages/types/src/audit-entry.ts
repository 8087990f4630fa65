// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { timestampSchema } from './cloud-document';

/** What the audit log knows. The list is open: whoever does not know an action shows it as it is. */
export const AUDIT_ACTIONS = [
    'tier.changed',
    'account.deleted',
    'share.created',
    'share.changed',
    'share.revoked',
    'key.created',
    'key.changed',
    'key.revoked',
    'ownership.offered',
    'ownership.handed_over'
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** A time as a table has it: some servers write a row's as PostgreSQL does, others in RFC 3339. */
const rowTimestampSchema = z
    .string()
    .transform(text => text.replace(' ', 'T').replace(/\+00(:00)?$/, 'Z'))
    .pipe(timestampSchema);

const state = z.record(z.string(), z.unknown()).nullable();

/** One row of the audit log, as the user whom it concerns reads it. */
export const auditEntrySchema = z.object({
    id: z.int().positive(),
    /** Whose account, document or key it concerns. */
    user_id: z.uuid(),
    /** The user who did it, by themselves or by an API key; `null` for the system. */
    actor_id: z.uuid().nullable(),
    /** `user`, `api_key`, or a role of the database: `service_role`, `postgres` and the like. */
    actor_role: z.string(),
    /** The name of the API key that did it. */
    actor_key_name: z.string().nullable(),
    action: z.string(),
    /** The account, share, key or document that changed. */
    subject_id: z.uuid(),
    before: state,
    after: state,
    created_at: rowTimestampSchema
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
