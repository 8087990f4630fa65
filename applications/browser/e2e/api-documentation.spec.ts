// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';

test('the API documentation page shows each operation and sends a request from it', async ({
    cloud,
    consoleWatch,
    context,
    page
}) => {
    // The browser also reports violations of the page's Content Security Policy on the console.
    consoleWatch.watch(context);
    await page.goto(`${cloud.gatewayUrl}/api/v1/docs`);
    const operation = (name: string) =>
        page.getByRole('group').filter({ has: page.locator('summary', { hasText: name }) });

    const change = operation('PUT /api/v1/documents/{id} — Change a document');
    await change.locator('summary').click();
    await expect(change.getByRole('paragraph')).toHaveText(
        'What is left out stays as it is. Without If-Match the last write wins.'
    );
    await expect(change.getByRole('paragraph').locator('code')).toHaveText('If-Match');
    await expect(change.getByLabel('If-Match')).toBeVisible();
    await expect(page.getByText('`')).toHaveCount(0);

    const plans = operation('GET /api/v1/tiers — What each plan allows');
    await plans.locator('summary').click();
    await plans.getByRole('button', { name: 'Send' }).click();
    await expect(plans.locator('pre')).toContainText(/^200\n[^]*"tier": "free"/);
});
