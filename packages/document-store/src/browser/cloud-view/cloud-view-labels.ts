// SPDX-License-Identifier: MIT

import { withVisibleCharacters, type CloudDocument } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { describeAccess } from '../document-access';
import { formatAge } from '../format-age';
import { shownSize } from '../sentences/shown-size';
import { accessEnd } from '../sharing/end-label';
import { CloudNode, type CloudSection } from './cloud-tree-nodes';

/** Milliseconds in a day. */
const DAY = 24 * 60 * 60 * 1000;

/** Returns the title of a section. */
export function sectionLabel(section: CloudSection): string {
    return {
        own: nls.localize('sanyam/cloudView/own', 'My Documents'),
        shared: nls.localize('sanyam/cloudView/shared', 'Shared with Me'),
        trash: nls.localize('sanyam/cloudView/trash', 'Trash')
    }[section];
}

/** Returns the name that a node shows. Invisible characters are made visible. */
export function nodeLabel(node: CloudNode): string {
    switch (node.kind) {
        case 'section':
            return sectionLabel(node.section);
        case 'folder':
            return withVisibleCharacters(node.path.slice(node.path.lastIndexOf('/') + 1));
        case 'owner':
            return withVisibleCharacters(node.email ?? nls.localize('sanyam/cloudView/someone', 'Someone'));
        case 'document':
            return withVisibleCharacters(node.document.name);
        case 'hint':
            return node.text;
    }
}

/** Returns the codicon of a node. */
export function nodeIcon(node: CloudNode): string | undefined {
    switch (node.kind) {
        case 'section':
            return { own: 'account', shared: 'organization', trash: 'trash' }[node.section];
        case 'folder':
            return node.expanded ? 'folder-opened' : 'folder';
        case 'owner':
            return 'person';
        default:
            return undefined;
    }
}

/** Facts that a description of a document depends on, beside the document. */
export interface DescriptionContext {
    /** Milliseconds since 1970. */
    readonly now: number;
    readonly userId: string | undefined;
    /** Days until a document in the trash is deleted permanently. `null` is never, undefined is not known. */
    readonly trashRetentionDays: number | null | undefined;
}

/** Returns what stands behind the name of a document: what the user may do, or how long it stays in the trash. */
export function documentDescription(
    section: CloudSection,
    document: CloudDocument,
    context: DescriptionContext
): string {
    if (section === 'trash') {
        return timeLeft(document, context) ?? formatAge(document.deleted_at ?? document.updated_at, context.now);
    }
    const permission = {
        owner: undefined,
        view: nls.localize('sanyam/cloudView/mayView', 'can view'),
        edit: nls.localize('sanyam/cloudView/mayEdit', 'can edit'),
        admin: nls.localize('sanyam/cloudView/mayAdmin', 'can edit and delete')
    }[document.permission];
    const isLocked = document.read_only_reason !== null && document.permission !== 'view';
    const readOnly = isLocked ? nls.localize('sanyam/cloudView/readOnly', 'read-only') : undefined;
    return [permission, readOnly, formatAge(document.updated_at, context.now)]
        .filter(part => part !== undefined)
        .join(' · ');
}

/** Returns the facts about a document, one a line. */
export function documentTooltip(section: CloudSection, document: CloudDocument, context: DescriptionContext): string {
    const { name, folder, language_id, size_bytes, updated_at, deleted_at } = document;
    const path = withVisibleCharacters(folder === '' ? name : `${folder}/${name}`);
    const access = [...describeAccess(document), ...accessEnd(document, context.now)];
    const facts = [path, [language_id, shownSize(size_bytes), ...access].join(' · ')];
    if (section !== 'trash' || deleted_at === null) {
        const age = formatAge(updated_at, context.now);
        return [...facts, nls.localize('sanyam/cloudView/changed', 'Changed {0}', age)].join('\n');
    }
    const who = deletedBy(document, context.userId);
    const age = formatAge(deleted_at, context.now);
    const deletion = timeLeft(document, context) ?? '';
    return [...facts, nls.localize('sanyam/cloudView/deleted', 'Deleted {0} by {1}', age, who), deletion]
        .filter(line => line !== '')
        .join('\n');
}

/** Returns who moved a document to the trash. The cloud does not name other users than the owner. */
export function deletedBy({ deleted_by }: Pick<CloudDocument, 'deleted_by'>, userId: string | undefined): string {
    return deleted_by !== null && deleted_by === userId
        ? nls.localize('sanyam/trash/byYou', 'you')
        : nls.localize('sanyam/trash/byAnother', 'someone with an admin share');
}

/** Returns when a document in the trash is deleted permanently; undefined if nobody knows. */
export function timeLeft(
    { deleted_at }: Pick<CloudDocument, 'deleted_at'>,
    { now, trashRetentionDays }: Pick<DescriptionContext, 'now' | 'trashRetentionDays'>
): string | undefined {
    if (deleted_at === null || trashRetentionDays === undefined) {
        return undefined;
    }
    if (trashRetentionDays === null) {
        return nls.localize('sanyam/trash/kept', 'kept until you delete it');
    }
    const days = Math.ceil((Date.parse(deleted_at) + trashRetentionDays * DAY - now) / DAY);
    if (days <= 0) {
        return nls.localize('sanyam/trash/today', 'will be deleted today');
    }
    return days === 1
        ? nls.localize('sanyam/trash/oneDay', '1 day left')
        : nls.localize('sanyam/trash/days', '{0} days left', days);
}
