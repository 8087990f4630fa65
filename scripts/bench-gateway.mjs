// SPDX-License-Identifier: MIT

import path from 'node:path';
import { parseArgs } from 'node:util';
import { namesOf, numberOf, secondsOf } from './bench/options.mjs';
import { endOnSignal, endWith } from './programs/child-process.mjs';
import { compile } from './set-up/build.mjs';
import { main } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';
import { runVisibly } from './set-up/run.mjs';
import { node, toolEnvironment } from './set-up/tools.mjs';

const PARTS = ['nothing', 'read', 'save', 'list', 'history', 'mix'];
const CLIENTS = ['1', '16', '64'];

/** Seconds of warm-up before each operation, in which the code is compiled. */
const WARMING = 1;

const USAGE = `Usage: npm run bench:gateway -- [options]

  --rounds <number>   rounds of each way, the result is their median (default: 3)
  --seconds <number>  how long each way runs in a round (default: 1.5)
  --only <parts>      some of ${PARTS.join(',')} (default: all)
  --clients <numbers> some of ${CLIENTS.join(',')} (default: all)
  --users <number>    signed-in users of the mix (default: 10000)
  --mix <seconds>     how long the mix runs: 600 for ten minutes, 0 for none (default: 60)
  --report <file>     where to write the figures as Markdown (default: standard output)
  --profile <folder>  where to write a profile of the gateway's processor time, which makes it slower
  --quick             few users and short rounds, to try the script itself
  --help              this text
`;

await main(async () => {
    const { values } = parseArgs({
        options: {
            rounds: { type: 'string' },
            seconds: { type: 'string' },
            only: { type: 'string', default: PARTS.join(',') },
            clients: { type: 'string' },
            users: { type: 'string' },
            mix: { type: 'string' },
            report: { type: 'string' },
            profile: { type: 'string' },
            quick: { type: 'boolean', default: false },
            help: { type: 'boolean', default: false }
        }
    });
    if (values.help) {
        process.stdout.write(USAGE);
        return;
    }
    const number = (name, usual, quick, least) =>
        numberOf(name, values[name] ?? (values.quick ? quick : usual), USAGE, least);
    const settings = {
        rounds: number('rounds', '3', '1'),
        seconds: secondsOf(values.seconds ?? (values.quick ? '0.5' : '1.5'), USAGE),
        warming: values.quick ? 0 : WARMING,
        parts: namesOf('only', values.only, PARTS, USAGE),
        clients: namesOf('clients', values.clients ?? (values.quick ? '16' : CLIENTS.join(',')), CLIENTS, USAGE).map(
            Number
        ),
        users: number('users', '10000', '500'),
        mix: number('mix', '60', '6', 0),
        report: values.report && path.resolve(values.report),
        profile: values.profile && path.resolve(values.profile)
    };
    await compile('applications/local-cloud', 'packages/gateway');
    endOnSignal();
    process.exitCode = await runVisibly(
        node,
        [inRoot('packages', 'gateway', 'bench', 'measure.mjs'), JSON.stringify(settings)],
        { env: toolEnvironment(), onStart: endWith }
    );
});
