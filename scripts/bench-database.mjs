// SPDX-License-Identifier: MIT

import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startBenchCloud } from './bench/cloud.mjs';
import { numberOf } from './bench/options.mjs';
import { endAll, endOnSignal } from './programs/child-process.mjs';
import { compile } from './set-up/build.mjs';
import { main, SetUpError, step } from './set-up/progress.mjs';

const USAGE = `Usage: npm run bench:database -- [options]

  --users <number>    users of the large scale, each with ten documents (default: 10000)
  --seconds <number>  how long each way of saving runs in a round (default: 8)
  --rounds <number>   rounds of each way, the result is their median (default: 3)
  --report <file>     where to write the figures as Markdown (default: standard output)
  --quick             a small scale and short rounds, to try the script itself
  --help              this text
`;

/** Users of the small scale, to compare with the large one. */
const FEW_USERS = 100;

await main(async () => {
    const { values } = parseArgs({
        options: {
            users: { type: 'string' },
            seconds: { type: 'string' },
            rounds: { type: 'string' },
            report: { type: 'string' },
            quick: { type: 'boolean', default: false },
            help: { type: 'boolean', default: false }
        }
    });
    if (values.help) {
        process.stdout.write(USAGE);
        return;
    }
    const settings = {
        users: numberOf('users', values.users ?? (values.quick ? '500' : '10000'), USAGE),
        seconds: numberOf('seconds', values.seconds ?? (values.quick ? '1' : '8'), USAGE),
        rounds: numberOf('rounds', values.rounds ?? (values.quick ? '1' : '3'), USAGE),
        calls: values.quick ? 20 : 300,
        turns: values.quick ? 3 : 25,
        largeSaves: values.quick ? 3 : 30,
        versions: values.quick ? 50 : 1000
    };
    await compile('applications/local-cloud');
    const { measure } = await import('../supabase/bench/measure.mjs');
    const { findPgbench } = await import('../supabase/bench/pgbench.mjs');
    const pgbench = findPgbench();
    if (pgbench === undefined) {
        process.stderr.write(
            'pgbench is not on the PATH, so saves per second are not measured. It comes with PostgreSQL.\n'
        );
    }
    endOnSignal();
    try {
        const { folder, superuserUrl } = await startBenchCloud();
        const { text, faults } = await measure({
            url: superuserUrl,
            pgbench,
            folder,
            settings,
            step,
            fewUsers: FEW_USERS,
            cores: cpus().length
        });
        if (values.report === undefined) {
            process.stdout.write(text);
        } else {
            writeFileSync(values.report, text);
        }
        if (faults.length > 0) {
            throw new SetUpError(faults.join('\n'));
        }
    } finally {
        // A running cloud would keep this process alive.
        await endAll();
    }
});
