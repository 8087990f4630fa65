// SPDX-License-Identifier: MIT

import { IdeBackend } from './fixtures/ide-backend.js';
import { OtherProduct, type OtherExtensions } from './fixtures/other-product.js';
import { expect, test as base } from './fixtures/test.js';

const EXAMPLE = '@sanyam/example-gated-feature';

interface Products {
    /** Builds a product and starts its backend. Both end with the test. */
    readonly startProduct: (extensions: OtherExtensions) => Promise<IdeBackend>;
}

const test = base.extend<Products>({
    startProduct: async ({ temporaryFolder, cloudVariables }, use) => {
        const started: { product: OtherProduct; backend?: IdeBackend }[] = [];
        await use(async extensions => {
            const product = await OtherProduct.build(extensions);
            const one: (typeof started)[number] = { product };
            started.push(one);
            one.backend = await IdeBackend.start(temporaryFolder, cloudVariables, {}, product.folder);
            return one.backend;
        });
        for (const { product, backend } of started) {
            await backend?.stop();
            await product.remove();
            expect(backend?.errors ?? []).toEqual([]);
        }
    }
});

test('a command that an extension declares for the plan pro is there with that plan only [FR-067, FR-068, FR-069]', async ({
    startProduct,
    openBrowser,
    user
}) => {
    const shell = await openBrowser(await startProduct({ add: [EXAMPLE] }));
    const expectOffered = async (count: 0 | 1): Promise<void> => {
        await shell.page.keyboard.press('F1');
        await shell.quickInput.fill('>count');
        // This one is found in every product, so the list is there.
        await expect(shell.quickInput.option('Focus Notification')).toBeVisible();
        const found = await shell.quickInput.option('Count Words').count();
        await shell.quickInput.cancel();
        expect(found).toBe(count);
    };
    const refresh = async (plan: string): Promise<void> => {
        await shell.runCommand('Refresh License');
        await expect(shell.notifications.toast(`Your plan is “${plan}”.`)).toBeVisible();
    };
    await expectOffered(0);

    await shell.signIn(user);
    await refresh('free');
    await expect(() => expectOffered(0)).toPass();

    await user.setTier('pro');
    await refresh('pro');
    await expect(() => expectOffered(1)).toPass();
    const editor = await shell.openFile('library.graphql');
    await editor.replaceText('one two three');
    await shell.runCommand('Count Words');
    await expect(shell.notifications.toast('3 words')).toBeVisible();
    await shell.screenshot('gated-feature');
    // The keybinding has the context key of the feature.
    await shell.notifications.close('3 words');
    await shell.page.keyboard.press('Control+Alt+c');
    await expect(shell.notifications.toast('3 words')).toBeVisible();
    await shell.notifications.close('3 words');

    await user.setTier('free');
    await shell.runCommand('Refresh License');
    // The notice of the first time may still be there.
    await expect(() => expectOffered(0)).toPass();
    await shell.page.keyboard.press('Control+Alt+c');
    await shell.page.keyboard.press('Control+p');
    await expect(shell.quickInput.field).toBeVisible();
    await expect(shell.notifications.toast('3 words')).toHaveCount(0);
});

test('an IDE without licensing saves in the cloud, offers every feature, and shows no plan [FR-093]', async ({
    startProduct,
    openBrowser,
    user
}) => {
    await user.setTier('pro');
    const product = await startProduct({ add: [EXAMPLE], remove: ['@sanyam/licensing'] });
    const shell = await openBrowser(product);
    await shell.signIn(user);
    await shell.openFile('library.graphql');
    await shell.saveToCloud();
    await expect(shell.notifications.toast('Saved “library.graphql” to the cloud')).toBeVisible();
    expect((await user.listDocuments()).map(({ name }) => name)).toEqual(['library.graphql']);

    await shell.runCommand('Count Words');
    await expect(shell.notifications.toast(/\d+ words/)).toBeVisible();

    await shell.page.keyboard.press('F1');
    for (const [words, other, command] of [
        ['>refresh', /refresh/i, 'Refresh License'],
        ['>plan', /plain|panel/i, 'Plan and Usage']
    ] as const) {
        await shell.quickInput.fill(words);
        // Others are found in every product, so the list is there.
        await expect(shell.quickInput.options.filter({ hasText: other }).first()).toBeVisible();
        await expect(shell.quickInput.option(command)).toHaveCount(0);
    }
    await shell.quickInput.cancel();

    await shell.cloudView.open();
    await expect(shell.cloudView.usage).toContainText('1 of 100');
    await expect(shell.page.locator('body')).not.toContainText('Plan: ');
    await shell.screenshot('without-licensing');
});
