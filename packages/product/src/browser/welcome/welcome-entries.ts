// SPDX-License-Identifier: MIT

/** A thing to do that the welcome page offers while its command is there to be used. */
export interface WelcomeEntry {
    readonly commandId: string;
    readonly label: string;
    readonly explanation: string;
    /** The name of a codicon. */
    readonly icon: string;
}

export interface WelcomeSection {
    readonly title: string;
    readonly entries: readonly WelcomeEntry[];
}

/** In the order in which a newcomer would want them. Cloud commands exist only where a cloud is configured. */
export const WELCOME_SECTIONS: readonly WelcomeSection[] = [
    {
        title: 'Start',
        entries: [
            {
                commandId: 'sanyam.openFirstSteps',
                label: 'Take the first steps',
                explanation: 'A short page to read and try things on, beside a grammar, a pipeline and two schemas.',
                icon: 'compass'
            },
            {
                commandId: 'sanyam.openExampleWorkspace',
                label: 'Open the example workspace',
                explanation: 'A grammar, a pipeline and two schemas to try things on, with a page of first steps.',
                icon: 'compass'
            },
            {
                commandId: 'workspace:openFolder',
                label: 'Open a folder',
                explanation: 'Work on files of this machine.',
                icon: 'folder-opened'
            },
            {
                commandId: 'workbench.action.files.newUntitledFile',
                label: 'New file',
                explanation: 'Write first, choose a place for it later.',
                icon: 'new-file'
            }
        ]
    },
    {
        title: 'Cloud',
        entries: [
            {
                commandId: 'sanyam.signIn',
                label: 'Sign in',
                explanation: 'Reach your documents from any machine. New here? The same dialog makes an account.',
                icon: 'account'
            },
            {
                commandId: 'sanyam.openCloudDocument',
                label: 'Open a cloud document',
                explanation: 'Choose from the documents that you have saved.',
                icon: 'cloud-download'
            },
            {
                commandId: 'sanyam.saveToCloud',
                label: 'Save to the cloud',
                explanation: 'Keep the open file as a cloud document and go on editing it there.',
                icon: 'cloud-upload'
            },
            {
                commandId: 'sanyam.signOut',
                label: 'Sign out',
                explanation: 'Forget the account on this machine.',
                icon: 'sign-out'
            }
        ]
    },
    {
        title: 'Make it yours',
        entries: [
            {
                commandId: 'workbench.action.showCommands',
                label: 'Find any command',
                explanation: 'Everything that can be done, by its name.',
                icon: 'search'
            },
            {
                commandId: 'workbench.action.selectTheme',
                label: 'Choose a colour theme',
                explanation: 'Light or dark.',
                icon: 'color-mode'
            },
            {
                commandId: 'keymaps:open',
                label: 'Look at the keyboard shortcuts',
                explanation: 'And change them.',
                icon: 'keyboard'
            },
            {
                commandId: 'preferences:open',
                label: 'Open the settings',
                explanation: 'Fonts, saving, and the rest.',
                icon: 'settings-gear'
            }
        ]
    }
];
