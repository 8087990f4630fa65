// SPDX-License-Identifier: MIT

import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BrowserProfile } from './fixtures/browser-profile.js';
import { ConsoleWatch } from './fixtures/console-watch.js';
import { expect, test } from './fixtures/test.js';

/** The setting of Chromium that keeps every site from storing data. */
const BLOCKED = { profile: { default_content_setting_values: { cookies: 2 } } };

test('a browser that blocks site data says what to do, in the language of the browser', async ({
    ideWithoutCloud,
    playwright,
    browserName,
    temporaryFolder
}) => {
    const folder = await mkdtemp(path.join(temporaryFolder, 'blocked-'));
    await mkdir(path.join(folder, 'Default'));
    await writeFile(path.join(folder, 'Default', 'Preferences'), JSON.stringify(BLOCKED));
    const profile = await BrowserProfile.launch(playwright[browserName], folder);
    try {
        const watch = new ConsoleWatch();
        watch.watch(profile.context);
        const page = await profile.context.newPage();
        await page.goto(ideWithoutCloud.address);
        const alert = page.getByRole('alert');
        await expect(alert).toHaveText(
            'Sanyam needs site data. Allow cookies and site data for this address in your browser, then reload the page.'
        );
        await page.screenshot({ path: test.info().outputPath('blocked-site-data.png') });
        await page.addInitScript(() => Object.defineProperty(navigator, 'language', { value: 'de-DE' }));
        await page.reload();
        await expect(alert).toContainText('Sanyam braucht Websitedaten.');
        await expect(page.locator('.theia-preload')).toHaveCount(0);
        expect(watch.text).not.toContain('Content Security Policy');
    } finally {
        await profile.remove();
    }
});
