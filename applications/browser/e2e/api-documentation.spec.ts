// SPDX-License-Identifier: MIT

import { expect, test } from './fixtures/test.js';

test('the page that documents the REST API shows each operation, with code as code, and tries it', async ({
    cloud,
    consoleWatch,
    context,
    page
}) => {
    // What the page's own policy forbids is an error on the console, too.
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
