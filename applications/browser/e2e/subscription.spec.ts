// SPDX-License-Identifier: MIT

import type { Page } from '@playwright/test';
import { BillingGateway } from './fixtures/billing-gateway.js';
import { expect, test } from './fixtures/test.js';
import { Shell } from './pages/shell.js';

/** The document limit of the free tier. */
const FREE_DOCUMENTS = 5;
const DAY = 86_400;
const REFUSED = [/status of 403/];

/** Presses a button of a page of the stand-in, and waits until the page after it is there. */
async function press(page: Page, button: string): Promise<void> {
    await page.getByRole('button', { name: button }).click();
    await page.waitForLoadState('domcontentloaded');
}

// The whole life is one story: each step needs the one before.
test('a subscription begins at a limit, ends without a payment, and comes back, and the IDE says it [FR-053, FR-054, FR-073, FR-076, FR-078, BY-09]', async ({
    cloud,
    cloudVariables,
    startBackend,
    openBrowser,
    user,
    stranger,
    consoleWatch
}) => {
    test.setTimeout(240_000);
    consoleWatch.expectErrors(...REFUSED);
    await stranger.signUp();
    const billing = await BillingGateway.start(cloud);
    try {
        const { stripe } = billing;
        const backend = await startBackend({ ...cloudVariables, SANYAM_GATEWAY_URL: billing.url });
        for (let number = 1; number <= FREE_DOCUMENTS; number++) {
            await user.createDocument(`document ${number}.txt`, 'text\n');
        }
        const shell = await openBrowser(backend);
        await shell.signIn(user);
        const plan = shell.planPage;

        // A free user meets a limit.
        await shell.openFile('library.graphql');
        await shell.saveToCloud();
        const refusal = shell.notifications.toast('Could not save “library.graphql” to the cloud');
        await expect(refusal).toContainText('The plan “pro” allows more.');
        await refusal.getByRole('button', { name: 'How to Upgrade' }).click();
        await expect(plan.change).toContainText('You get: Sharing, Version history, API keys');
        await shell.screenshot('plan-before-checkout');

        // They pay on a page in another tab, and come back to the IDE there.
        const opening = shell.page.context().waitForEvent('page');
        await plan.change.getByRole('button', { name: 'Continue to Payment: €9.00 a month' }).click();
        const tab = await opening;
        await press(tab, 'Pay');
        const returned = new Shell(tab);
        await returned.waitUntilReady();
        await expect(returned.notifications.toast('Thank you. Your plan is now “pro”.')).toBeVisible();
        await expect(returned.planPage.heading).toHaveText('Your plan is “pro”');
        expect(new URL(tab.url()).search).toBe('');
        await tab.close();
        await plan.refresh();
        await expect(plan.heading).toHaveText('Your plan is “pro”');
        await shell.openFile('library.graphql');
        await shell.saveToCloud();
        await expect(shell.notifications.toast('Saved “library.graphql” to the cloud')).toBeVisible();
        const { id } = await user.createDocument('document 6.txt', 'text\n');
        await user.shareDocument(id, stranger.email, 'view');
        const secret = await user.createApiKey(['documents:read']);

        // They pay no more, and see until when the plan holds.
        stripe.account.now = Math.floor(Date.now() / 1000) - DAY;
        const [subscription] = [...stripe.account.subscriptions.values()];
        stripe.account.failPayment(subscription?.id ?? '');
        await stripe.delivered();
        await shell.runCommand('Sanyam: Plan and Usage');
        await plan.refresh();
        await expect(plan.notice).toContainText('A payment failed. You keep the plan “pro” until');
        await expect(plan.root.getByRole('button', { name: 'Manage Subscription' }).first()).toBeVisible();
        await shell.reload();
        await expect(shell.notifications.toast('A payment failed.')).toBeVisible();
        await shell.notifications.choose('A payment failed.', 'Plan and Usage');
        await plan.consider('free');
        await expect(plan.list('API keys that are revoked for good: 1')).toContainText('a key');
        await expect(plan.list('Documents that become read-only: 2').getByRole('listitem')).toHaveCount(2);

        // Stripe gives up, and they fall to free: nothing is deleted, and shares stay.
        stripe.account.advance(15);
        await stripe.delivered();
        await plan.refresh();
        await expect(plan.heading).toHaveText('Your plan is “free”');
        await expect(plan.notice).toContainText('The plan “pro” has ended.');
        const readOnly = plan.list('Read-only, because you have more documents than your plan allows: 2');
        await expect(readOnly.getByRole('listitem')).toHaveText(['document 2.txt', 'document 1.txt']);
        await shell.screenshot('plan-after-downgrade');
        const statusOfKey = async (): Promise<number> => {
            const headers = { Authorization: `Bearer ${secret}` };
            return (await fetch(`${billing.url}/api/v1/documents`, { headers })).status;
        };
        expect(await statusOfKey()).toBe(401);
        expect((await stranger.readDocument(id)).content).toBe('text\n');

        // They buy again, and all comes back but the key.
        stripe.account.insolvent.clear();
        await plan.consider('pro');
        const again = shell.page.context().waitForEvent('page');
        await plan.change.getByRole('button', { name: 'Continue to Payment: €90.00 a year' }).click();
        const second = await again;
        await press(second, 'Pay');
        await stripe.delivered();
        await second.close();
        await plan.refresh();
        await expect(plan.heading).toHaveText('Your plan is “pro”');
        await expect(readOnly).toHaveCount(0);
        expect(await statusOfKey()).toBe(401);
        await shell.runCommand('Sanyam: API Keys');
        await shell.apiKeysPage.root.getByText('Keys that no longer work: 1').click();
        await expect(shell.apiKeysPage.root.getByRole('listitem', { name: 'a key' })).toContainText(
            'when the plan changed'
        );
        await shell.page.close();
    } finally {
        await billing.stop();
    }
});

test('Manage Subscription opens the customer portal, and the IDE shows after the return what was changed there [FR-129, BY-09]', async ({
    cloud,
    cloudVariables,
    startBackend,
    openBrowser,
    user
}) => {
    const billing = await BillingGateway.start(cloud);
    try {
        const { stripe } = billing;
        stripe.account.now = Math.floor(Date.now() / 1000) - DAY;
        const customer = stripe.account.addCustomer({ sanyam_user_id: user.id });
        stripe.account.subscribe(customer.id, 'price_pro');
        await stripe.delivered();
        const shell = await openBrowser(await startBackend({ ...cloudVariables, SANYAM_GATEWAY_URL: billing.url }));
        await shell.signIn(user);
        await shell.runCommand('Sanyam: Plan and Usage');
        const plan = shell.planPage;
        await expect(plan.heading).toHaveText('Your plan is “pro”');
        await expect(plan.notice).toHaveCount(0);
        const manage = async (button: string): Promise<Shell> => {
            const opening = shell.page.context().waitForEvent('page');
            await plan.root.getByRole('button', { name: 'Manage Subscription' }).first().click();
            const tab = await opening;
            await expect(tab.getByRole('heading', { name: 'Your plan' })).toBeVisible();
            await press(tab, button);
            await stripe.delivered();
            await Promise.all([tab.waitForEvent('load'), tab.getByRole('link', { name: 'Return' }).click()]);
            const returned = new Shell(tab);
            await returned.waitUntilReady();
            return returned;
        };

        // They cancel for the end of the period, and both windows say when the plan ends.
        const returned = await manage('Cancel at the end of the period');
        await returned.runCommand('Sanyam: Plan and Usage');
        for (const page of [returned.planPage, plan]) {
            await expect(page.heading).toHaveText('Your plan is “pro”');
            await expect(page.notice).toContainText(/The plan “pro” ends on .+, because you canceled it\./);
        }
        await returned.screenshot('plan-canceled-in-portal');
        await returned.page.close();

        // They cancel at once, and it has ended.
        const second = await manage('Cancel now');
        await second.page.close();
        await expect(plan.heading).toHaveText('Your plan is “free”');
        await expect(plan.notice).toContainText('The plan “pro” has ended.');
        // It would go on to ask the gateway, which ends.
        await shell.page.close();
    } finally {
        await billing.stop();
    }
});

test('a user who returns from the checkout signed out sees the outcome, signs in, and sees the plan', async ({
    shell,
    user
}) => {
    for (const [outcome, sentence] of [
        ['canceled', 'You did not pay, so your plan stays as it is. Sign in to see your plan.'],
        ['success', 'The payment service says that your payment went through. Sign in to see your plan.']
    ] as const) {
        const address = new URL(shell.page.url());
        address.search = `checkout=${outcome}`;
        await shell.page.goto(address.href);
        await shell.waitUntilReady();
        await expect(shell.signInDialog.root).toContainText(sentence);
        await shell.screenshot(`checkout-${outcome}-signed-out`);
        await shell.signInDialog.fill(user.email, user.password);
        await shell.signInDialog.submit('Sign In');
        await expect(shell.planPage.heading).toHaveText('Your plan is “free”');
        expect(new URL(shell.page.url()).search).toBe('');
        await shell.signOut();
        await shell.expectSignedOut();
    }
});
