// SPDX-License-Identifier: MIT

import { withDatabase } from '@sanyam/test-kit/database';
import { newEmail } from '@sanyam/test-kit/sign-up';
import { expectAccessible } from './fixtures/axe.js';
import { expect, test } from './fixtures/test.js';

/** The document limit of the free tier. */
const FREE_DOCUMENTS = 5;

test('the comparison of plans is what the rows say, also after one has changed by SQL [FR-053, FR-062]', async ({
    signedIn: shell,
    user,
    cloud
}) => {
    // A tier of this test: others read the rows of the usual ones.
    const tier = `plan-${Date.now().toString(36)}`;
    await withDatabase(cloud, database =>
        database.query(
            `insert into public.tier_limits
             select (jsonb_populate_record(l, jsonb_build_object('tier', $1::text, 'max_documents', 7))).*
             from public.tier_limits l where l.tier = 'pro'`,
            [tier]
        )
    );
    await user.setTier(tier);
    await user.createDocument('notes.md', 'some text\n');
    await shell.runCommand('Sanyam: Plan and Usage');
    const { planPage: page } = shell;
    await expect(page.heading).toHaveText(`Your plan is “${tier}”`);
    await expect(page.meter('Documents')).toHaveAttribute('aria-valuetext', '1 of 7');
    await expect(page.row('Documents').getByRole('cell')).toContainText(['5', '7']);
    await expect(page.root).toContainText('Plans cannot be bought here');
    await expect(await page.value('Versions of a document', 'free')).toHaveText('1');

    await withDatabase(cloud, database =>
        database.query('update public.tier_limits set max_documents = 8, has_api_keys = false where tier = $1', [tier])
    );
    await page.refresh();
    await expect(page.meter('Documents')).toHaveAttribute('aria-valuetext', '1 of 8');
    await expect(page.row('Documents').getByRole('cell')).toContainText(['5', '8']);
    await withDatabase(cloud, database => database.query('delete from public.tier_limits where tier = $1', [tier]));
});

test('before a plan changes, the page names what becomes read-only, which keys die and what stops [BY-09]', async ({
    signedIn: shell,
    user
}) => {
    await user.setTier('pro');
    for (let number = 1; number <= FREE_DOCUMENTS + 2; number++) {
        await user.createDocument(`document ${number}.md`, 'text\n');
    }
    const [document] = await user.listDocuments();
    await user.shareDocument(document?.id ?? '', newEmail(), 'view');
    await user.createApiKey(['documents:read']);
    await shell.runCommand('Sanyam: Plan and Usage');
    const { planPage: page } = shell;
    await page.consider('free');
    await expect(page.list('Documents that become read-only: 2').getByRole('listitem')).toHaveText([
        'document 2.md',
        'document 1.md'
    ]);
    await expect(page.list('API keys that are revoked for good: 1')).toContainText('a key');
    await expect(page.change).toContainText('You lose: Sharing, Version history, API keys');
    await expect(page.change).toContainText('Documents: 100 → 5');
    await expect(page.change).toContainText('Shares of your documents stay: 1.');
    await expectAccessible(shell.page, 'the page about the plan');

    await user.setTier('free');
    await page.refresh();
    await expect(page.heading).toHaveText('Your plan is “free”');
    await expect(
        page.list('Read-only, because you have more documents than your plan allows: 2').getByRole('listitem')
    ).toHaveText(['document 2.md', 'document 1.md']);
});

test('the page about the plan follows a change that is made elsewhere, with the focus and at an interval [FR-053]', async ({
    signedIn: shell,
    user
}) => {
    await shell.runCommand('Sanyam: Plan and Usage');
    const { planPage: page } = shell;
    await expect(page.heading).toHaveText('Your plan is “free”');
    await user.setTier('pro');
    await shell.page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(page.heading).toHaveText('Your plan is “pro”');

    // The interval of the page is 15 seconds. Nobody gives it the focus from here on.
    await shell.page.addInitScript(() => {
        const start = window.setInterval.bind(window);
        const startSooner = (call: TimerHandler, milliseconds?: number, ...values: unknown[]): number =>
            start(call, milliseconds === 15_000 ? 100 : milliseconds, ...values);
        Object.assign(window, { setInterval: startSooner });
    });
    await shell.reload();
    await expect(page.heading).toHaveText('Your plan is “pro”');
    await user.setTier('enterprise');
    await expect(page.heading).toHaveText('Your plan is “enterprise”');
});

test('the pages about the plan and the keys can be tried again, and read by everyone, while the cloud is away [FR-053]', async ({
    signedIn: shell,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/net::ERR_FAILED .*\/rpc\/(my_account|list_api_keys)/);
    const cloud = /\/rpc\/(my_account|list_api_keys)/;
    await shell.page.route(cloud, route => route.abort());
    for (const [command, page, sentence, heading] of [
        ['Sanyam: Plan and Usage', shell.planPage.root, 'Could not load your plan.', 'Your plan is “free”'],
        ['Sanyam: API Keys', shell.apiKeysPage.root, 'Could not list your API keys.', 'Your keys']
    ] as const) {
        await shell.runCommand(command);
        await expect(page).toContainText(sentence);
        await expectAccessible(shell.page, `${command}, which could not be read`);
        await shell.page.unroute(cloud);
        await page.getByRole('button', { name: 'Try Again' }).click();
        await expect(page.getByRole('heading', { name: heading })).toBeVisible();
        await expect(page).not.toContainText(sentence);
        await shell.page.route(cloud, route => route.abort());
    }
});

test('in a narrow window, the comparison scrolls below the names of its rows', async ({ signedIn: shell }) => {
    await shell.runCommand('Sanyam: Plan and Usage');
    await expect(shell.planPage.heading).toHaveText('Your plan is “free”');
    await shell.page.setViewportSize({ width: 400, height: 800 });
    const table = shell.planPage.comparison.locator('..');
    await table.scrollIntoViewIfNeeded();
    await table.evaluate(region => (region.scrollLeft = region.scrollWidth));
    const row = table.getByRole('rowheader', { name: 'Sharing', exact: true });
    await expect(row).toBeInViewport({ ratio: 0.9 });
    const distance = async () => ((await row.boundingBox())?.x ?? NaN) - ((await table.boundingBox())?.x ?? NaN);
    await expect.poll(distance).toBe(0);
    await shell.screenshot('plan-400');
});
