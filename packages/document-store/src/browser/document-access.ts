// SPDX-License-Identifier: MIT

import { unformatted, type CloudDocument, type DocumentPermission } from '@sanyam/types';
import { MarkdownStringImpl, type MarkdownString } from '@theia/core/lib/common/markdown-rendering';
import { nls } from '@theia/core/lib/common/nls';
import { reasonOf } from './reason-of';

/** What the user may do with a document, and whose it is. */
export type DocumentAccess = Pick<CloudDocument, 'permission' | 'read_only_reason' | 'owner_email'>;

/** Returns whether the user cannot change the document now. */
export function isReadOnly({ permission, read_only_reason }: Omit<DocumentAccess, 'owner_email'>): boolean {
    return permission === 'view' || read_only_reason !== null;
}

/** Returns why the user cannot change the document and what to do about it; `undefined` if they can change it. */
export function readOnlyReason(document: DocumentAccess): string | undefined {
    return isReadOnly(document) ? sentence(document) : undefined;
}

/** Returns the reason of {@link readOnlyReason} for an editor. */
export function readOnlyMessage(document: DocumentAccess): MarkdownString | undefined {
    const reason = readOnlyReason(document);
    return reason === undefined ? undefined : new MarkdownStringImpl(unformatted(reason));
}

/** The database names the reason. A reason that this release does not know also makes a document read-only. */
function sentence({ permission, read_only_reason, owner_email }: DocumentAccess): string {
    if (read_only_reason === 'trashed') {
        return nls.localize('sanyam/access/trashed', 'This document is in the trash. Restore it to edit it.');
    }
    if (permission === 'view') {
        return nls.localize(
            'sanyam/access/viewOnly',
            '{0} shared this document with you for viewing only. Ask them for permission to edit it.',
            owner_email ?? nls.localize('sanyam/access/theOwner', 'The owner')
        );
    }
    if (read_only_reason === 'over_limit') {
        return permission === 'owner'
            ? nls.localize(
                  'sanyam/access/overLimit',
                  'This document is read-only because you have more documents than your plan allows. Move more recently changed documents to the trash, or upgrade.'
              )
            : nls.localize(
                  'sanyam/access/ownerOverLimit',
                  'This document is read-only because {0} has more documents than their plan allows.',
                  owner_email ?? nls.localize('sanyam/access/itsOwner', 'its owner')
              );
    }
    return nls.localize('sanyam/access/locked', 'This document is read-only.');
}

/** Returns what a list shows about access to a document: who shared it with what permission, and whether it is read-only. */
export function describeAccess({ permission, owner_email, read_only_reason }: DocumentAccess): string[] {
    const owner = owner_email ?? nls.localize('sanyam/access/someone', 'someone');
    const shared = permission === 'owner' ? [] : [sharedBy(owner, permission)];
    const locked =
        read_only_reason === null || permission === 'view' ? [] : [nls.localize('sanyam/access/readOnly', 'read-only')];
    return [...shared, ...locked];
}

function sharedBy(owner: string, permission: Exclude<DocumentPermission, 'owner'>): string {
    return {
        view: nls.localize('sanyam/access/toView', 'shared by {0} to view', owner),
        edit: nls.localize('sanyam/access/toEdit', 'shared by {0} to edit', owner),
        admin: nls.localize('sanyam/access/toAdmin', 'shared by {0} to edit and delete', owner)
    }[permission];
}

/** Returns why a document can no longer be read. The cloud does not tell whether its owner ended the share or deleted it. */
export function goneMessage({ permission, owner_email }: DocumentAccess): string {
    return permission === 'owner'
        ? nls.localize(
              'sanyam/document/deleted',
              'This document was deleted for good. Your text is only in this editor. Save a copy to keep it.'
          )
        : nls.localize(
              'sanyam/document/accessEnded',
              '{0} no longer shares this document with you, or has deleted it. Your text is only in this editor. Save a copy to keep it.',
              owner_email ?? nls.localize('sanyam/access/theOwner', 'The owner')
          );
}

/**
 * Returns why a tab of the last session has no text yet.
 *
 * @param passes whether it is tried again
 */
export function waitingMessage(error: unknown, passes: boolean): string {
    const reason = reasonOf(error);
    return passes
        ? nls.localize(
              'sanyam/document/waiting',
              'Could not read this document. {0} Sanyam tries again by itself.',
              reason
          )
        : nls.localize('sanyam/document/unread', 'Could not read this document. {0}', reason);
}
