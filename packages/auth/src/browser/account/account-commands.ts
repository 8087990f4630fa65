// SPDX-License-Identifier: MIT

import { CommonMenus } from '@theia/core/lib/browser/common-menus';
import { Command } from '@theia/core/lib/common/command';

export namespace AccountCommands {
    const category = 'Sanyam';

    export const SIGN_IN = Command.toLocalizedCommand(
        { id: 'sanyam.signIn', category, label: 'Sign In…' },
        'sanyam/auth/signInCommand'
    );
    export const SIGN_OUT = Command.toLocalizedCommand(
        { id: 'sanyam.signOut', category, label: 'Sign Out' },
        'sanyam/auth/signOut'
    );
    export const SIGN_OUT_OTHERS = Command.toLocalizedCommand(
        { id: 'sanyam.signOutOthers', category, label: 'Sign Out Other Devices' },
        'sanyam/signOut/others'
    );
    export const SIGN_OUT_EVERYWHERE = Command.toLocalizedCommand(
        { id: 'sanyam.signOutEverywhere', category, label: 'Sign Out Everywhere' },
        'sanyam/signOut/everywhere'
    );
    export const SHOW_ACCOUNT = Command.toLocalizedCommand(
        { id: 'sanyam.showAccount', category, label: 'Account Menu…' },
        'sanyam/auth/account'
    );

    export const ACCOUNT_PAGE = Command.toLocalizedCommand(
        { id: 'sanyam.accountPage', category, label: 'Account' },
        'sanyam/account/title'
    );

    export const API_KEYS = Command.toLocalizedCommand(
        { id: 'sanyam.apiKeys', category, label: 'API Keys' },
        'sanyam/apiKeys/command'
    );

    /** The account group of the File menu. */
    export const MENU = [...CommonMenus.FILE, '4_cloud_2_account'];

    /** The account's entry in the status bar. */
    export const STATUS_ID = 'sanyam.account';
}
