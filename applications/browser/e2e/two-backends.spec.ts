// SPDX-License-Identifier: MIT

import type { Page } from '@playwright/test';
import { pathToFileURL } from 'node:url';
import { expect, test } from './fixtures/test.js';

test('two IDEs on one host answer their own pages, because each port has a connection token of its own', async ({
    ide,
    ideWithoutCloud,
    openBrowser,
    workspace
}) => {
    const first = (await openBrowser(ide)).page;
    const second = await first.context().newPage();
    const { href } = pathToFileURL(workspace.path('pipeline.yaml'));
    const download = (page: Page): Promise<number> =>
        page.evaluate(async path => (await fetch(path)).status, `/files/?uri=${encodeURIComponent(href)}`);
    await second.goto(ideWithoutCloud.address);
    expect([await download(first), await download(second)]).toEqual([200, 200]);
    await first.reload();
    expect([await download(first), await download(second)]).toEqual([200, 200]);
});
