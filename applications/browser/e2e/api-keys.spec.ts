// SPDX-License-Identifier: MIT

import { withDatabase } from '@sanyam/test-kit/database';
import { expectAccessible } from './fixtures/axe.js';
import { readStoredData } from './fixtures/stored-data.js';
import { expect, test } from './fixtures/test.js';

test('a key is created, used, rotated with an overlap and revoked [BY-10, FR-080, FR-081, FR-082]', async ({
    signedIn: shell,
    user,
    cloud,
    ide
}) => {
    await user.setTier('pro');
    await user.createDocument('notes.md', 'text\n');
    const statusWith = async (secret: string): Promise<number> => {
        const headers = { Authorization: `Bearer ${secret}` };
        return (await fetch(`${cloud.gatewayUrl}/api/v1/documents`, { headers })).status;
    };
    await shell.runCommand('Sanyam: API Keys');
    const { apiKeysPage: page } = shell;
    await expect(page.root).toContainText('You have no active API keys.');
    await page.create('nightly', ['documents:read', 'versions:read'], '30 days');
    await expect(page.secret).toBeFocused();
    const first = await page.secret.inputValue();
    await page.copySecret();
    await expect(page.root).toContainText('Copied.');
    expect(await shell.page.evaluate(() => navigator.clipboard.readText())).toBe(first);
    expect(await statusWith(first)).toBe(200);
    expect(await statusWith(first)).toBe(200);

    await page.dismissSecret();
    await expect(page.secret).toHaveCount(0);
    await expect(page.key('nightly')).toContainText('documents:read');
    await page.root.getByRole('button', { name: 'Refresh' }).click();
    await expect(page.key('nightly')).toContainText('Last used');
    await page.showUse(page.key('nightly'));
    await expect(page.key('nightly')).toContainText('Requests in 30 days: 2. Refused: 0.');
    await expect(page.key('nightly').locator('canvas')).toBeVisible();
    await expectAccessible(shell.page, 'the page about API keys');

    await page.rotate(page.key('nightly'), 2);
    await expect(page.secret).not.toHaveValue(first);
    const second = await page.secret.inputValue();
    await expect(page.key('nightly')).toHaveCount(2);
    const partOf = (secret: string): string => `sanyam_${secret.split('_')[1]}`;
    await expect(page.key('nightly').first()).toContainText(`New key. The old one, ${partOf(first)}, works until`);
    await expect(page.key('nightly').last()).toContainText('Old key, works until');
    await expect(page.key('nightly').last()).toContainText(`Replace it with ${partOf(second)}.`);
    await expectAccessible(shell.page, 'two keys after a rotation');
    expect([await statusWith(first), await statusWith(second)]).toEqual([200, 200]);
    await withDatabase(cloud, database =>
        database.query(`update public.api_keys set expires_at = now() - interval '1 s' where prefix = $1`, [
            first.split('_')[1]
        ])
    );
    expect([await statusWith(first), await statusWith(second)]).toEqual([401, 200]);

    // A secret is in no storage and in no log, and neither after a reload.
    expect(ide.log).not.toContain(second.slice(-64));
    await shell.reload();
    await expect(page.root).toBeVisible();
    await expect(page.key('nightly')).toHaveCount(1);
    await expect(page.secret).toHaveCount(0);
    expect((await readStoredData(shell.page)).text).not.toContain(second.slice(-64));
    expect(await shell.page.content()).not.toContain(second.slice(-64));

    await page.revoke(page.key('nightly'), partOf(second));
    await expect(page.key('nightly')).toHaveCount(0);
    expect(await statusWith(second)).toBe(401);
    await page.root.getByText('Keys that no longer work: 2').click();
    await expect(page.root.getByRole('listitem', { name: 'nightly' }).first()).toContainText('Revoked');
});

test('a plan without API keys says so, and leads to the plans [FR-054]', async ({ signedIn: shell, user }) => {
    await shell.account.press();
    await shell.quickInput.choose('API Keys');
    await expect(shell.apiKeysPage.root).toContainText('Your plan (free) does not include API keys.');
    await shell.apiKeysPage.root.getByRole('button', { name: 'How to Upgrade' }).click();
    await expect(shell.planPage.heading).toHaveText('Your plan is “free”');
    // The cloud of the test is on this machine.
    await expect(shell.planPage.root).toContainText(`npm run admin -- tier set ${user.email} `);
});
