// SPDX-License-Identifier: MIT

import { fileURLToPath } from 'node:url';

/** For \`npx mocha\` and \`npm run test:packages\`. \`npm test\` has its own options (scripts/programs/suite.mjs). */
export default {
    forbidOnly: true,
    /** Milliseconds. Ends what hangs: a busy machine takes several times as long as a quiet one. */
    timeout: 180_000,
    require: [fileURLToPath(new URL('scripts/test-runner/mocha-hooks.mjs', import.meta.url))]
};
