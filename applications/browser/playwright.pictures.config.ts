// SPDX-License-Identifier: MIT

import { defineConfig } from '@playwright/test';
import configuration from './playwright.config';

/** Takes the pictures of the documentation: `npm run pictures`. */
export default defineConfig({
    ...configuration,
    testMatch: '*.pictures.ts',
    reporter: 'line',
    use: { ...configuration.use, trace: 'off', screenshot: 'off' }
});
