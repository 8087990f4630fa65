// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import type { PreferenceService } from '@theia/core/lib/common/preferences/preference-service';
import { expect } from 'chai';
import { autoSavePreferences, readAutoSaveSettings } from './auto-save-preferences';

disableBrowserGlobals();

describe('the settings of AutoSave', () => {
    const settingsOf = (values: Record<string, unknown>) =>
        readAutoSaveSettings({ get: (name: string) => values[name] } as unknown as PreferenceService);

    it('are on and ten seconds, unless the user sets others [FR-096]', () => {
        expect(settingsOf({})).to.deep.equal({ enabled: true, delay: 10_000 });
        const properties = autoSavePreferences.schema?.properties ?? {};
        expect(properties['sanyam.autoSave.enabled']).to.include({ type: 'boolean', default: true });
        expect(properties['sanyam.autoSave.delay']).to.include({ type: 'number', default: 10_000 });
        const values = { 'sanyam.autoSave.enabled': false, 'sanyam.autoSave.delay': 2_000 };
        expect(settingsOf(values)).to.deep.equal({ enabled: false, delay: 2_000 });
    });

    it('are the defaults in place of what is not valid', () => {
        for (const delay of [499, 600_001, '2000', null]) {
            expect(settingsOf({ 'sanyam.autoSave.delay': delay }).delay).to.equal(10_000);
        }
        expect(settingsOf({ 'sanyam.autoSave.enabled': 'no' }).enabled).to.equal(true);
    });
});
