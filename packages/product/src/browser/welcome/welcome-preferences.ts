// SPDX-License-Identifier: MIT

import { PreferenceContribution, PreferenceSchema, PreferenceScope } from '@theia/core/lib/common';

export const STARTUP_EDITOR = 'workbench.startupEditor';

const schema: PreferenceSchema = {
    scope: PreferenceScope.User,
    properties: {
        [STARTUP_EDITOR]: {
            type: 'string',
            enum: ['welcomePage', 'none'],
            enumDescriptions: ['Open the welcome page.', 'Start without an editor.'],
            default: 'welcomePage',
            description: 'What is shown at start when no editor is open.'
        }
    }
};

export const welcomePreferences: PreferenceContribution = { schema };
