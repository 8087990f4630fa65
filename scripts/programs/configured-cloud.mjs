// SPDX-License-Identifier: MIT

import { pathToFileURL } from 'node:url';
import { SetUpError } from '../set-up/progress.mjs';
import { inRoot } from '../set-up/repository.mjs';

const SETTINGS = ['SUPABASE_URL', 'SUPABASE_ANON_KEY'];

/**
 * Returns whether the settings name a cloud. Needs nothing that is built, so that a start can fail at once.
 *
 * @throws SetUpError with a sentence that names the setting, if one is missing
 */
export function isCloudNamed(settings) {
    const missing = SETTINGS.filter(name => (settings[name] ?? '').trim() === '');
    if (missing.length === 1) {
        const [given] = SETTINGS.filter(name => !missing.includes(name));
        throw new SetUpError(
            `${given} is set, but ${missing[0]} is not. Set ${missing[0]} too, or neither to start a local cloud.`
        );
    }
    return missing.length === 0;
}

/**
 * Returns whether the settings name a cloud, so that none is started. The packages must have been built.
 *
 * @throws SetUpError with a sentence that names the setting, if one is missing or invalid
 */
export async function isCloudConfigured(settings) {
    if (!isCloudNamed(settings)) {
        return false;
    }
    const file = inRoot('packages', 'types', 'lib', 'cloud-configuration.js');
    const { readCloudConfiguration } = await import(pathToFileURL(file).href);
    try {
        return readCloudConfiguration(settings) !== undefined;
    } catch (error) {
        throw new SetUpError(error.message);
    }
}
