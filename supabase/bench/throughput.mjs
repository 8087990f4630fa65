// SPDX-License-Identifier: MIT

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { runPgbench } from './pgbench.mjs';
import { median } from './plans.mjs';
import { DOCUMENTS_OF_A_SAVER, SAVES } from './savers.mjs';

/**
 * Measures saves at full speed. The ways alternate, so that other work on the machine affects all of them.
 *
 * @param settings { pgbench, url, folder, text, clients, seconds, rounds }
 * @returns saves per second, by way: the median of the rounds
 */
export async function measureSaves({ pgbench, url, folder, text, clients, seconds, rounds }) {
    const results = Object.fromEntries(Object.keys(SAVES).map(way => [way, []]));
    for (const [way, sql] of Object.entries(SAVES)) {
        const script = `\\set saver :client_id + 1
\\set number random(1, ${DOCUMENTS_OF_A_SAVER})
\\set extra random(1, 1000)
${sql.replace(/\s+/g, ' ').trim()}
`;
        writeFileSync(path.join(folder, `${way}.sql`), script);
    }
    for (let round = 0; round < rounds; round++) {
        for (const way of Object.keys(SAVES)) {
            const output = await runPgbench(
                pgbench,
                url,
                [
                    ...['--no-vacuum', '--protocol=prepared', `--client=${clients}`, '--jobs=1', `--time=${seconds}`],
                    ...[`--define=text=${text}`, `--file=${path.join(folder, `${way}.sql`)}`]
                ],
                { seconds, environment: { PGOPTIONS: '-c role=authenticated' } }
            );
            results[way].push(Number(/^tps = ([\d.]+)/m.exec(output)[1]));
        }
    }
    return Object.fromEntries(Object.entries(results).map(([way, rates]) => [way, median(rates)]));
}
