// SPDX-License-Identifier: MIT

import { endAll, endOnSignal } from './programs/child-process.mjs';
import { markDescendants } from './programs/descendants.mjs';
import { databaseSuite, POSTGRES_VERSIONS } from './programs/database-suite.mjs';
import { conclude, nothingRun } from './programs/suite.mjs';
import { keepTemporaryFilesInMemory } from './programs/temporary-files.mjs';
import { lockTests } from './programs/test-lock.mjs';
import { beginLogs } from './programs/test-logs.mjs';
import { compile } from './set-up/build.mjs';
import { main, SetUpError } from './set-up/progress.mjs';

await main(async () => {
    const versions = process.argv.length > 2 ? process.argv.slice(2) : POSTGRES_VERSIONS;
    for (const version of versions.filter(version => !POSTGRES_VERSIONS.includes(version))) {
        throw new SetUpError(`PostgreSQL “${version}” is not supported. Use ${POSTGRES_VERSIONS.join(', ')}.`);
    }
    await compile('supabase/tests');
    lockTests();
    markDescendants();
    keepTemporaryFilesInMemory();
    beginLogs();
    endOnSignal();
    const total = nothingRun();
    try {
        for (const version of versions) {
            await databaseSuite(version, total);
        }
    } finally {
        await endAll();
    }
    conclude(total);
});
