// SPDX-License-Identifier: MIT

import { CommonMenus } from '@theia/core/lib/browser/common-menus';
import type { Command } from '@theia/core/lib/common/command';

export namespace AccountCommands {
    const category = 'Sanyam';

    export const SIGN_IN: Command = { id: 'sanyam.signIn', category, label: 'Sign In…' };
    export const SIGN_OUT: Command = { id: 'sanyam.signOut', category, label: 'Sign Out' };
    export const SHOW_ACCOUNT: Command = { id: 'sanyam.showAccount', category, label: 'Account…' };

    /** The account group of the File menu. */
    export const MENU = [...CommonMenus.FILE, '4_cloud_2_account'];

    /** The account's entry in the status bar. */
    export const STATUS_ID = 'sanyam.account';
}
