// SPDX-License-Identifier: MIT

import { PreferenceContribution, PreferenceSchema, PreferenceScope } from '@theia/core/lib/common';
import { nls } from '@theia/core/lib/common/nls';

export const STARTUP_EDITOR = 'workbench.startupEditor';

const schema: PreferenceSchema = {
    scope: PreferenceScope.User,
    properties: {
        [STARTUP_EDITOR]: {
            type: 'string',
            enum: ['welcomePage', 'none'],
            enumDescriptions: [
                nls.localize('sanyam/welcome/startupPage', 'Open the Welcome page.'),
                nls.localize('sanyam/welcome/startupNone', 'Start without an editor.')
            ],
            default: 'welcomePage',
            description: nls.localize(
                'sanyam/welcome/startup',
                'Controls which editor is shown at startup, if none is restored from the previous session.'
            )
        }
    }
};

export const welcomePreferences: PreferenceContribution = { schema };
