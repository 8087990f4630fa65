// SPDX-License-Identifier: MIT

import { shownLocale, type CloudDocument, type DocumentShareList } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { permissionLabel } from './share-terms-fields';

type Share = DocumentShareList[number];

/** Returns the last day of a share, or that it has none. */
export function endLabel({ expires_at, expired }: Pick<Share, 'expires_at' | 'expired'>): string {
    if (expires_at === null) {
        return nls.localize('sanyam/mySharing/noEnd', 'No end');
    }
    const day = new Date(expires_at).toLocaleDateString(shownLocale(nls.locale));
    return expired
        ? nls.localize('sanyam/mySharing/ended', 'Ended on {0}', day)
        : nls.localize('sanyam/mySharing/ends', 'Ends on {0}', day);
}

/** Returns the last day of the user's access to a document, as a list of one; an empty list if it does not end. */
export function accessEnd({ access_ends_at }: Pick<CloudDocument, 'access_ends_at'>, now: number): string[] {
    return access_ends_at === null
        ? []
        : [endLabel({ expires_at: access_ends_at, expired: Date.parse(access_ends_at) <= now })];
}

/** Returns what a share allows, and its last day if it has one. */
export function termsLabel(share: Pick<Share, 'permission' | 'expires_at' | 'expired'>): string {
    const label = permissionLabel(share.permission);
    return share.expires_at === null ? label : `${label} · ${endLabel(share)}`;
}
