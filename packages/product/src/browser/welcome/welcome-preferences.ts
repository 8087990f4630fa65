// SPDX-License-Identifier: MIT

import { PreferenceContribution, PreferenceSchema, PreferenceScope } from '@theia/core/lib/common';

export const STARTUP_EDITOR = 'workbench.startupEditor';

const schema: PreferenceSchema = {
    scope: PreferenceScope.User,
    properties: {
        [STARTUP_EDITOR]: {
            type: 'string',
            enum: ['welcomePage', 'none'],
            enumDescriptions: ['Open the Welcome page.', 'Start without an editor.'],
            default: 'welcomePage',
            description: 'Controls which editor is shown at startup, if none is restored from the previous session.'
        }
    }
};

export const welcomePreferences: PreferenceContribution = { schema };
