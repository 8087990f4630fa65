// SPDX-License-Identifier: MIT

import type { Subscribe } from './auth-session';

/** The list of recent folders, which another part of the IDE can shorten. Not bound if none does. */
export const RecentFolders = Symbol('RecentFolders');
export interface RecentFolders {
    /** Fires when folders have left the list. */
    readonly onDidChange: Subscribe<void>;
}
