// SPDX-License-Identifier: MIT

import { PreferenceScope, type PreferenceContribution, type PreferenceSchemaService } from '@theia/core/lib/common';
import { injectable } from '@theia/core/shared/inversify';

/** Settings that name the program of a terminal, or what it gets. */
const TERMINAL_PROGRAMS = /^terminal\.integrated\.(shell|shellArgs|profiles|defaultProfile|automationProfile|env)\./;

/** Returns settings without those that name the program of a terminal. */
export function withoutTerminalPrograms(settings: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(Object.entries(settings).filter(([key]) => !TERMINAL_PROGRAMS.test(key)));
}

/** Offers the settings that name the program of a terminal for the user only, and not for a folder. */
@injectable()
export class TerminalProgramPreferences implements PreferenceContribution {
    async initSchema(service: PreferenceSchemaService): Promise<void> {
        // All contributions have their schemas after this turn.
        await Promise.resolve();
        for (const [key, property] of [...service.getSchemaProperties()]) {
            if (TERMINAL_PROGRAMS.test(key)) {
                service.updateSchemaProperty(key, { ...property, scope: PreferenceScope.User });
            }
        }
    }
}
