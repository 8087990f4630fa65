// SPDX-License-Identifier: MIT

import { type DocumentVersion } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { formatAge } from '../format-age';
import { shownSize } from '../sentences/shown-size';

/** Returns how a version was made. */
export function originLabel({ origin, api_key_name }: Pick<DocumentVersion, 'origin' | 'api_key_name'>): string {
    const way = {
        save: nls.localize('sanyam/history/save', 'saved'),
        autosave: nls.localize('sanyam/history/autosave', 'saved automatically'),
        restore: nls.localize('sanyam/history/restore', 'restored')
    }[origin];
    return api_key_name === null
        ? way
        : nls.localize('sanyam/history/byKey', '{0} with the API key “{1}”', way, api_key_name);
}

/** Returns who made a version. The cloud names the owner and the user, and to the owner those with a share. */
export function authorLabel(
    { created_by, created_by_email }: Pick<DocumentVersion, 'created_by' | 'created_by_email'>,
    userId: string | undefined
): string {
    if (created_by === userId) {
        return nls.localize('sanyam/history/you', 'you');
    }
    return created_by_email ?? nls.localize('sanyam/history/another', 'another user');
}

/** Returns the title of a version in lists: its name, or its number. */
export function versionTitle({ name, version_number }: Pick<DocumentVersion, 'name' | 'version_number'>): string {
    const number = nls.localize('sanyam/history/version', 'Version {0}', version_number);
    return name === null ? number : `${name} (${number})`;
}

/** Returns who made a version, how, when, and its size. @param now milliseconds since 1970 */
export function versionDetail(version: DocumentVersion, userId: string | undefined, now: number): string {
    return [
        nls.localize('sanyam/history/by', '{0} by {1}', originLabel(version), authorLabel(version, userId)),
        formatAge(version.created_at, now),
        shownSize(version.size_bytes)
    ].join(' · ');
}
