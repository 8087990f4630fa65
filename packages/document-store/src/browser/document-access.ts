// SPDX-License-Identifier: MIT

import type { CloudDocument, DocumentPermission } from '@sanyam/types';
import { MarkdownStringImpl, type MarkdownString } from '@theia/core/lib/common/markdown-rendering';
import { unformatted } from './quoted';

type Access = Pick<CloudDocument, 'permission' | 'read_only_reason' | 'owner_email'>;

const PURPOSE: Record<Exclude<DocumentPermission, 'owner'>, string> = {
    view: 'to view',
    edit: 'to edit',
    admin: 'to edit and delete'
};

/** Returns whether the user cannot change the document now. */
export function isReadOnly({ permission, read_only_reason }: Omit<Access, 'owner_email'>): boolean {
    return permission === 'view' || read_only_reason !== null;
}

/** Returns why the user cannot change the document and what to do about it; `undefined` if they can change it. */
export function readOnlyMessage(document: Access): MarkdownString | undefined {
    return isReadOnly(document) ? new MarkdownStringImpl(unformatted(sentence(document))) : undefined;
}

/** The database names the reason. A reason that this release does not know also makes a document read-only. */
function sentence({ permission, read_only_reason, owner_email }: Access): string {
    if (read_only_reason === 'trashed') {
        return 'This document is in the trash. Restore it to edit it.';
    }
    if (permission === 'view') {
        return `${owner_email ?? 'The owner'} shared this document with you for viewing only. Ask them for permission to edit it.`;
    }
    if (read_only_reason === 'over_limit') {
        return permission === 'owner'
            ? 'This document is read-only because you have more documents than your plan allows. Move more recently changed documents to the trash, or upgrade.'
            : `This document is read-only because ${owner_email ?? 'its owner'} has more documents than their plan allows.`;
    }
    return 'This document is read-only.';
}

/** Returns what a list shows about access to a document: who shared it with what permission, and whether it is read-only. */
export function describeAccess({ permission, owner_email, read_only_reason }: Access): string[] {
    const shared = permission === 'owner' ? [] : [`shared by ${owner_email ?? 'someone'} ${PURPOSE[permission]}`];
    const locked = read_only_reason === null || permission === 'view' ? [] : ['read-only'];
    return [...shared, ...locked];
}
