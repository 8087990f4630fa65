// SPDX-License-Identifier: MIT

import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

const chromium = process.env['CHROMIUM_PATH'] ?? ['/usr/bin/chromium'].find(existsSync);

/** Chromium's sandbox does not run as root. */
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export default defineConfig({
    testDir: 'e2e',
    testMatch: '*.spec.ts',
    globalSetup: './e2e/set-up',
    fullyParallel: true,
    workers: Math.max(2, availableParallelism()),
    retries: 0,
    // A forgotten “.only” would hide every other test of a run.
    forbidOnly: process.env['CI'] !== undefined || process.env['SANYAM_TEST_RESULTS'] !== undefined,
    // These end what hangs. A busy machine takes several times as long as a quiet one.
    timeout: 240_000,
    globalTimeout: 60 * 60_000,
    expect: { timeout: 30_000 },
    // In a test run one line for each file, else one for each test.
    reporter: process.env['SANYAM_TEST_RESULTS']
        ? [[path.resolve(__dirname, '..', '..', 'scripts', 'test-runner', 'playwright-reporter.mjs')]]
        : 'list',
    use: {
        browserName: 'chromium',
        viewport: { width: 1280, height: 800 },
        actionTimeout: 30_000,
        navigationTimeout: 60_000,
        screenshot: 'only-on-failure',
        // Screenshots and snapshots of each step would double the time of every test.
        trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
        launchOptions: {
            ...(chromium === undefined ? {} : { executablePath: chromium }),
            args: [
                ...asRoot,
                '--disable-gpu',
                '--disable-quic',
                '--no-first-run',
                '--disable-background-networking',
                '--disable-component-update',
                '--disable-sync'
            ]
        }
    }
});
