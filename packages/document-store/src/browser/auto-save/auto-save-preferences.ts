// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import {
    PreferenceScope,
    type PreferenceContribution,
    type PreferenceSchema
} from '@theia/core/lib/common/preferences';
import type { PreferenceService } from '@theia/core/lib/common/preferences/preference-service';
import { z } from 'zod';

export const AUTO_SAVE_ENABLED = 'sanyam.autoSave.enabled';
export const AUTO_SAVE_DELAY = 'sanyam.autoSave.delay';

/** Milliseconds from the last edit until AutoSave saves. */
const DEFAULT_DELAY = 10_000;
/** A shorter delay would send a request for every word. */
const MIN_DELAY = 500;
/** Ten minutes. */
const MAX_DELAY = 600_000;

const schema: PreferenceSchema = {
    scope: PreferenceScope.Folder,
    title: 'Sanyam',
    properties: {
        [AUTO_SAVE_ENABLED]: {
            type: 'boolean',
            default: true,
            description: nls.localize(
                'sanyam/autoSave/enabled',
                'Save cloud documents automatically. Local files have their own setting: “Files: Auto Save”, which does not apply to cloud documents.'
            )
        },
        [AUTO_SAVE_DELAY]: {
            type: 'number',
            default: DEFAULT_DELAY,
            minimum: MIN_DELAY,
            maximum: MAX_DELAY,
            description: nls.localize(
                'sanyam/autoSave/delay',
                'The time in milliseconds from your last edit until a cloud document is saved automatically. While you type without a pause, it is saved after six times this time.'
            )
        }
    }
};

export const autoSavePreferences: PreferenceContribution = { schema };

/** What the settings file says, which the user can edit by hand. */
const delaySchema = z.number().min(MIN_DELAY).max(MAX_DELAY).catch(DEFAULT_DELAY);
const enabledSchema = z.boolean().catch(true);

export interface AutoSaveSettings {
    readonly enabled: boolean;
    /** In milliseconds. */
    readonly delay: number;
}

/** Returns the settings of the user. A value that is not valid counts as the default. */
export function readAutoSaveSettings(preferences: PreferenceService): AutoSaveSettings {
    return {
        enabled: enabledSchema.parse(preferences.get(AUTO_SAVE_ENABLED)),
        delay: delaySchema.parse(preferences.get(AUTO_SAVE_DELAY))
    };
}
