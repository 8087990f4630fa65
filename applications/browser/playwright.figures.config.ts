// SPDX-License-Identifier: MIT

import { defineConfig } from '@playwright/test';
import configuration from './playwright.config';

/** Measures instead of proving: one at a time, and nothing beside it that takes time. */
export default defineConfig({
    ...configuration,
    testMatch: '*.bench.ts',
    workers: 1,
    timeout: 10 * 60_000,
    reporter: 'line',
    use: { ...configuration.use, trace: 'off', screenshot: 'off' }
});
