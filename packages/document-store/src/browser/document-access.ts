// SPDX-License-Identifier: MIT

import type { CloudDocument, DocumentPermission } from '@sanyam/types';
import { MarkdownStringImpl, type MarkdownString } from '@theia/core/lib/common/markdown-rendering';
import { unformatted } from './quoted';

type Access = Pick<CloudDocument, 'permission' | 'read_only_reason' | 'owner_email'>;

const PURPOSE: Record<Exclude<DocumentPermission, 'owner'>, string> = {
    view: 'to read',
    edit: 'to edit',
    admin: 'to edit and delete'
};

/** Whether the user may change the document at the moment. */
export function isReadOnly({ permission, read_only_reason }: Omit<Access, 'owner_email'>): boolean {
    return permission === 'view' || read_only_reason !== null;
}

/** Why the user cannot change the document, and what would help; `undefined` when they can. */
export function readOnlyMessage(document: Access): MarkdownString | undefined {
    return isReadOnly(document) ? new MarkdownStringImpl(unformatted(sentence(document))) : undefined;
}

/** The reasons are the database's; one that this release does not know is a reason all the same. */
function sentence({ permission, read_only_reason, owner_email }: Access): string {
    const owner = owner_email ?? 'Its owner';
    if (read_only_reason === 'trashed') {
        return 'This document is in the trash. Restored, it can be changed again.';
    }
    if (permission === 'view') {
        return `${owner} shared this document with you to read, and can let you change it.`;
    }
    if (read_only_reason === 'over_limit') {
        return permission === 'owner'
            ? 'This document is read-only: you have more documents than your plan holds. Move some that changed later to the trash, or upgrade.'
            : `This document is read-only: ${owner_email ?? 'its owner'} has more documents than the plan holds.`;
    }
    return 'This document is read-only.';
}

/** What a list says of a document beyond the ordinary: whose it is, what the user may do, why they cannot change it. */
export function describeAccess({ permission, owner_email, read_only_reason }: Access): string[] {
    const shared = permission === 'owner' ? [] : [`shared by ${owner_email ?? 'someone'} ${PURPOSE[permission]}`];
    const locked = read_only_reason === null || permission === 'view' ? [] : ['read-only'];
    return [...shared, ...locked];
}
