// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';

/** A command on the welcome page. It is shown while the command is visible. */
export interface WelcomeEntry {
    readonly commandId: string;
    readonly label: string;
    readonly description: string;
    /** The name of a codicon. */
    readonly icon: string;
}

export interface WelcomeSection {
    readonly id: string;
    readonly title: string;
    readonly entries: readonly WelcomeEntry[];
}

/** The sections of the welcome page in the order in which a new user needs them. Without a cloud, its commands do not exist. */
export const WELCOME_SECTIONS: readonly WelcomeSection[] = [
    {
        id: 'start',
        title: nls.localize('sanyam/welcome/start', 'Start'),
        entries: [
            {
                commandId: 'sanyam.getStarted',
                label: nls.localize('sanyam/welcome/tutorial', 'Get Started'),
                description: nls.localize(
                    'sanyam/welcome/tutorialHint',
                    'Follow a short tutorial with a grammar, a pipeline and two schemas.'
                ),
                icon: 'compass'
            },
            {
                commandId: 'sanyam.openExampleWorkspace',
                label: nls.localize('sanyam/welcome/example', 'Open Example Workspace'),
                description: nls.localize(
                    'sanyam/welcome/exampleHint',
                    'Try a grammar, a pipeline and two schemas, with a short tutorial.'
                ),
                icon: 'compass'
            },
            {
                commandId: 'workspace:openFolder',
                label: nls.localize('sanyam/welcome/folder', 'Open Folder…'),
                description: nls.localize(
                    'sanyam/welcome/folderHint',
                    'Work with the files in a folder on this machine.'
                ),
                icon: 'folder-opened'
            },
            {
                commandId: 'workbench.action.files.newUntitledFile',
                label: nls.localize('sanyam/welcome/file', 'New File'),
                description: nls.localize(
                    'sanyam/welcome/fileHint',
                    'Start writing, and choose where to save the file later.'
                ),
                icon: 'new-file'
            }
        ]
    },
    {
        id: 'cloud',
        title: nls.localize('sanyam/welcome/cloud', 'Cloud'),
        entries: [
            {
                commandId: 'sanyam.signIn',
                label: nls.localize('sanyam/welcome/signIn', 'Sign In…'),
                description: nls.localize(
                    'sanyam/welcome/signInHint',
                    'Open your documents on any machine. You can create an account in the same dialog.'
                ),
                icon: 'account'
            },
            {
                commandId: 'sanyam.openDocument',
                label: nls.localize('sanyam/welcome/open', 'Open Cloud Document…'),
                description: nls.localize(
                    'sanyam/welcome/openHint',
                    'Choose one of your documents, or one that is shared with you.'
                ),
                icon: 'cloud-download'
            },
            {
                commandId: 'sanyam.saveToCloud',
                label: nls.localize('sanyam/welcome/save', 'Save to Cloud…'),
                description: nls.localize(
                    'sanyam/welcome/saveHint',
                    'Save the current file as a cloud document and continue there.'
                ),
                icon: 'cloud-upload'
            },
            {
                commandId: 'sanyam.signOut',
                label: nls.localize('sanyam/welcome/signOut', 'Sign Out'),
                description: nls.localize('sanyam/welcome/signOutHint', 'Remove your session from this browser.'),
                icon: 'sign-out'
            }
        ]
    },
    {
        id: 'customize',
        title: nls.localize('sanyam/welcome/customize', 'Customize'),
        entries: [
            {
                commandId: 'workbench.action.showCommands',
                label: nls.localize('sanyam/welcome/commands', 'Show All Commands'),
                description: nls.localize('sanyam/welcome/commandsHint', 'Find and run any command by its name.'),
                icon: 'search'
            },
            {
                commandId: 'workbench.action.selectTheme',
                label: nls.localize('sanyam/welcome/theme', 'Color Theme'),
                description: nls.localize('sanyam/welcome/themeHint', 'Choose a light or a dark theme.'),
                icon: 'color-mode'
            },
            {
                commandId: 'keymaps:open',
                label: nls.localize('sanyam/welcome/keys', 'Keyboard Shortcuts'),
                description: nls.localize('sanyam/welcome/keysHint', 'View and change keyboard shortcuts.'),
                icon: 'keyboard'
            },
            {
                commandId: 'preferences:open',
                label: nls.localize('sanyam/welcome/settings', 'Settings'),
                description: nls.localize(
                    'sanyam/welcome/settingsHint',
                    'Change fonts, formatting, and other settings.'
                ),
                icon: 'settings-gear'
            }
        ]
    }
];
