// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';

let count = 0;

/** Returns a document as a list of the cloud has it. Each has another id, and was changed later than those before. */
export function listedDocument(name: string, change: Partial<CloudDocument> = {}): CloudDocument {
    const number = ++count;
    const time = new Date(Date.UTC(2026, 0, 1) + number).toISOString();
    return {
        id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
        owner_id: '00000000-0000-4000-8000-00000000000a',
        owner_email: 'ada@example.org',
        name,
        folder: '',
        placed_at: time,
        language_id: 'plaintext',
        size_bytes: 1,
        version: 1,
        created_at: time,
        updated_at: time,
        updated_by: null,
        deleted_at: null,
        deleted_by: null,
        permission: 'owner',
        read_only_reason: null,
        access_ends_at: null,
        ...change
    };
}
