// SPDX-License-Identifier: MIT

/** A command on the welcome page. It is shown while the command is visible. */
export interface WelcomeEntry {
    readonly commandId: string;
    readonly label: string;
    readonly description: string;
    /** The name of a codicon. */
    readonly icon: string;
}

export interface WelcomeSection {
    readonly title: string;
    readonly entries: readonly WelcomeEntry[];
}

/** The sections of the welcome page in the order in which a new user needs them. Without a cloud, its commands do not exist. */
export const WELCOME_SECTIONS: readonly WelcomeSection[] = [
    {
        title: 'Start',
        entries: [
            {
                commandId: 'sanyam.getStarted',
                label: 'Get Started',
                description: 'Follow a short tutorial with a grammar, a pipeline and two schemas.',
                icon: 'compass'
            },
            {
                commandId: 'sanyam.openExampleWorkspace',
                label: 'Open Example Workspace',
                description: 'Try a grammar, a pipeline and two schemas, with a short tutorial.',
                icon: 'compass'
            },
            {
                commandId: 'workspace:openFolder',
                label: 'Open Folder…',
                description: 'Work with the files in a folder on this machine.',
                icon: 'folder-opened'
            },
            {
                commandId: 'workbench.action.files.newUntitledFile',
                label: 'New File',
                description: 'Start writing, and choose where to save the file later.',
                icon: 'new-file'
            }
        ]
    },
    {
        title: 'Cloud',
        entries: [
            {
                commandId: 'sanyam.signIn',
                label: 'Sign In…',
                description: 'Open your documents on any machine. You can create an account in the same dialog.',
                icon: 'account'
            },
            {
                commandId: 'sanyam.openDocument',
                label: 'Open Cloud Document…',
                description: 'Choose one of your documents, or one that is shared with you.',
                icon: 'cloud-download'
            },
            {
                commandId: 'sanyam.saveToCloud',
                label: 'Save to Cloud…',
                description: 'Save the current file as a cloud document and continue there.',
                icon: 'cloud-upload'
            },
            {
                commandId: 'sanyam.signOut',
                label: 'Sign Out',
                description: 'Remove your session from this browser.',
                icon: 'sign-out'
            }
        ]
    },
    {
        title: 'Customize',
        entries: [
            {
                commandId: 'workbench.action.showCommands',
                label: 'Show All Commands',
                description: 'Find and run any command by its name.',
                icon: 'search'
            },
            {
                commandId: 'workbench.action.selectTheme',
                label: 'Color Theme',
                description: 'Choose a light or a dark theme.',
                icon: 'color-mode'
            },
            {
                commandId: 'keymaps:open',
                label: 'Keyboard Shortcuts',
                description: 'View and change keyboard shortcuts.',
                icon: 'keyboard'
            },
            {
                commandId: 'preferences:open',
                label: 'Settings',
                description: 'Change fonts, formatting, and other settings.',
                icon: 'settings-gear'
            }
        ]
    }
];
