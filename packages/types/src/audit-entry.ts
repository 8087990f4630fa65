// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { timestampSchema } from './cloud-document';

/** The actions in the audit log. The list is open: show an unknown action as it is. */
export const AUDIT_ACTIONS = [
    'tier.changed',
    'account.deleted',
    'share.created',
    'share.changed',
    'share.lowered',
    'share.revoked',
    'key.created',
    'key.changed',
    'key.revoked',
    'ownership.offered',
    'ownership.handed_over',
    'version.named',
    'version.renamed',
    'version.unnamed',
    'folder.moved',
    'payment.refunded',
    'payment.disputed'
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** A time in a table row. Some servers write it like PostgreSQL, others in RFC 3339. */
const rowTimestampSchema = z
    .string()
    .transform(text => text.replace(' ', 'T').replace(/\+00(:00)?$/, 'Z'))
    .pipe(timestampSchema);

const state = z.record(z.string(), z.unknown()).nullable();

/** A row of the audit log, as its user reads it. */
export const auditEntrySchema = z.object({
    id: z.int().positive(),
    /** The owner of the account, document or key. */
    user_id: z.guid(),
    /** The user who did it, in a session or with an API key. `null` for the system. */
    actor_id: z.guid().nullable(),
    /** `user`, `api_key`, or a database role such as `service_role` or `postgres`. */
    actor_role: z.string(),
    /** The name of the API key, if one was used. */
    actor_key_name: z.string().nullable(),
    action: z.string(),
    /** The account, share, key or document that changed. */
    subject_id: z.guid(),
    before: state,
    after: state,
    created_at: rowTimestampSchema
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
