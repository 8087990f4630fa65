// SPDX-License-Identifier: MIT

import path from 'node:path';
import { expect, test } from './fixtures/test.js';

const SCREENSHOTS = path.resolve(import.meta.dirname, '..', 'screenshots');

for (const colorScheme of ['light', 'dark'] as const) {
    test(`the API documentation page shows each operation and sends a request with a key (${colorScheme})`, async ({
        browser,
        cloud,
        consoleWatch,
        user
    }) => {
        await user.setTier('pro');
        await user.createDocument('notes.md', '# Notes\n');
        const key = await user.createApiKey(['documents:read']);
        const context = await browser.newContext({ colorScheme });
        // The browser also reports violations of the page’s Content Security Policy on the console.
        consoleWatch.watch(context);
        const page = await context.newPage();
        const servers = new Set<string>();
        page.on('request', request => servers.add(new URL(request.url()).origin));

        await page.goto(`${cloud.gatewayUrl}/api/v1/docs`);
        const change = page.getByRole('region', { name: 'Change a document' });
        await page.getByRole('link', { name: 'Change a document' }).click();
        await expect(change.getByRole('paragraph').filter({ hasText: 'last write wins' })).toHaveText(
            'Missing fields stay unchanged. Only the owner moves a document. Without If-Match, the last write wins.'
        );
        await expect(change.locator('code', { hasText: /^If-Match$/ }).first()).toBeVisible();
        await expect(page.getByText('`')).toHaveCount(0);
        await page.screenshot({ path: path.join(SCREENSHOTS, `api-documentation-${colorScheme}.png`) });

        await page.getByRole('textbox', { name: 'Bearer Token' }).fill(key);
        await page.getByRole('link', { name: 'List my documents and those shared with me' }).click();
        await page
            .getByRole('region', { name: 'List my documents and those shared with me' })
            .getByRole('button', { name: /^Test Request/ })
            .click();
        const client = page.getByRole('dialog', { name: 'API Client' });
        await client.getByRole('button', { name: /^Send get request/ }).click();
        const answer = client.getByRole('region', { name: 'Response', exact: true });
        await expect(answer.getByRole('link', { name: '200 OK' })).toBeVisible();
        await expect(answer).toContainText('"name": "notes.md"');
        await page.screenshot({ path: path.join(SCREENSHOTS, `api-request-${colorScheme}.png`) });

        expect([...servers].filter(server => server !== 'null')).toEqual([cloud.gatewayUrl]);
        await context.close();
    });
}
