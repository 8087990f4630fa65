// SPDX-License-Identifier: MIT

import { fileURLToPath } from 'node:url';

/** For \`npx mocha\` and \`npm run test:packages\`. \`npm test\` has its own options (scripts/programs/suite.mjs). */
export default {
    forbidOnly: true,
    require: [fileURLToPath(new URL('scripts/test-runner/mocha-hooks.mjs', import.meta.url))]
};
