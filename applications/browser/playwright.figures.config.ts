// SPDX-License-Identifier: MIT

import { defineConfig } from '@playwright/test';
import configuration from './playwright.config';

/** Runs the benchmarks one at a time, without traces and screenshots that would distort the figures. */
export default defineConfig({
    ...configuration,
    testMatch: '*.bench.ts',
    workers: 1,
    timeout: 10 * 60_000,
    reporter: 'line',
    use: { ...configuration.use, trace: 'off', screenshot: 'off' }
});
