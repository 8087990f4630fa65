// SPDX-License-Identifier: MIT

import type { interfaces } from '@theia/core/shared/inversify';
import { PreferencesContribution } from '@theia/preferences/lib/browser/preferences-contribution';
import { PreferencesWidget } from '@theia/preferences/lib/browser/views/preference-widget';

/** The part of the settings editor that its commands use. They run while the editor is open. */
class LateSettingsEditor implements Pick<PreferencesWidget, 'currentScope'> {
    constructor(private readonly editor: () => PreferencesWidget) {}

    get currentScope(): PreferencesWidget['currentScope'] {
        return this.editor().currentScope;
    }
}

/**
 * Creates Theia's settings commands without the settings editor. Theia itself makes the editor with the commands, so
 * that each window draws all settings when it starts: 25,000 nodes, which nobody sees.
 */
export function createPreferencesContribution({ container }: interfaces.Context): PreferencesContribution {
    const child = container.createChild();
    child
        .bind<Pick<PreferencesWidget, 'currentScope'>>(PreferencesWidget)
        .toConstantValue(new LateSettingsEditor(() => container.get(PreferencesWidget)));
    child.bind(PreferencesContribution).toSelf();
    return child.get(PreferencesContribution);
}
