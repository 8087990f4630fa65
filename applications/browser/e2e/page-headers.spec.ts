// SPDX-License-Identifier: MIT

import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test } from './fixtures/test.js';

const FRONTEND = path.resolve(import.meta.dirname, '..', 'lib', 'frontend');

test('every answer of the backend has the security headers', async ({ ide, cloud }) => {
    for (const route of ['/', '/bundle.js', '/sanyam/configuration', '/socket.io/?EIO=4']) {
        const { headers } = await fetch(ide.address + route);
        const policy = headers.get('content-security-policy');
        expect(policy, route).toContain("default-src 'none'; script-src 'self' 'unsafe-eval';");
        expect(policy, route).toContain(`connect-src 'self' data: ${new URL(cloud.supabaseUrl).origin};`);
        expect(policy, route).toContain(
            "frame-ancestors 'self'; base-uri 'none'; form-action 'none'; object-src 'none'"
        );
        expect(headers.get('x-content-type-options'), route).toBe('nosniff');
        expect(headers.get('referrer-policy'), route).toBe('same-origin');
        expect(headers.get('permissions-policy'), route).toMatch(/\bcamera=\(\), .*\bmicrophone=\(\), /);
        expect(headers.get('cross-origin-resource-policy'), route).toBe('same-origin');
    }
});

test('a script that gets into the page does not run, and a foreign page cannot show the IDE', async ({
    shell,
    ide,
    consoleWatch
}) => {
    consoleWatch.expectErrors(/Content Security Policy/, /Framing '/, /ERR_BLOCKED_BY_RESPONSE/);
    const violations = await shell.page.evaluate(
        () =>
            new Promise<string[]>(resolve => {
                const found: string[] = [];
                document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
                    found.push(effectiveDirective);
                    if (found.length === 3) {
                        resolve(found);
                    }
                });
                const inline = document.createElement('script');
                inline.textContent = 'document.title = "injected"';
                const foreign = document.createElement('script');
                foreign.src = 'https://evil.example/script.js';
                document.head.append(inline, foreign);
                void fetch('https://evil.example/').catch(() => undefined);
            })
    );
    expect(violations.toSorted()).toEqual(['connect-src', 'script-src-elem', 'script-src-elem']);
    expect(await shell.page.title()).not.toBe('injected');

    const server = createServer((_request, response) => {
        response.setHeader('Content-Type', 'text/html').end(`<iframe src="${ide.address}"></iframe>`);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const blocked = shell.page.context().waitForEvent('console', message => /frame-ancestors/.test(message.text()));
    const foreignPage = await shell.page.context().newPage();
    await foreignPage.goto(`http://localhost:${port}`);
    expect((await blocked).text()).toContain("frame-ancestors 'self'");
    server.close();
});

test('a file of the workspace never runs as a page of the IDE', async ({ shell, ide, workspace, consoleWatch }) => {
    consoleWatch.expectErrors(/Content Security Policy|sandboxed/);
    const script = workspace.path('script.js');
    const page = workspace.path('page.html');
    await writeFile(script, 'document.title = "changed by a script";');
    await writeFile(
        page,
        `<title>A file</title><script src="/file?${script}"></script><script>${'document.title="x"'}</script>`
    );
    const tab = await shell.page.context().newPage();
    const response = await tab.goto(`${ide.address}/file?${page}`);
    expect(response?.status()).toBe(200);
    await expect(tab).toHaveTitle('A file');
    expect(await tab.evaluate(() => window.origin)).toBe('null');
});

test('every DOMPurify in the bundle is without known holes', async () => {
    const bundle = await readFile(path.join(FRONTEND, 'bundle.js'), 'utf8');
    const versions = [...bundle.matchAll(/@license DOMPurify (\d+)\.(\d+)\.(\d+)/g)].map(([, ...numbers]) =>
        numbers.map(Number)
    );
    expect(versions).toHaveLength(1);
    // CVE-2026-0540 is mended in 3.3.2.
    const [major = 0, minor = 0, patch = 0] = versions[0] ?? [];
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(3_003_002);
});
